import swapper
import django.db.models.deletion
import wagtail_meetups.comments.models
from django.db import migrations, models

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('django_comments', '0004_add_object_pk_is_removed_index'),
        ('wagtailcore', '0094_alter_page_locale'),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.CreateModel(
            name='RateMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('times', models.JSONField(default=list)),
                ('touched', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=PAGE_MODEL, verbose_name='page')),
                ('status', models.CharField(blank=True, choices=[('open', 'open'), ('closed', 'closed')], max_length=10, verbose_name='comments are')),
                ('close_days', models.PositiveIntegerField(blank=True, help_text='Days after the page was first published, of an event after its last date. 0: never. Empty: as on the other pages.', null=True, verbose_name='closed after, in days')),
                ('hold', models.CharField(blank=True, choices=[('all', 'all comments'), ('guests', 'those of guests'), ('none', 'none')], max_length=10, verbose_name='held until a host has read them')),
                ('who', models.CharField(blank=True, choices=[('everyone', 'everyone'), ('accounts', 'those who are logged in')], max_length=10, verbose_name='who may write')),
            ],
            options={
                'verbose_name': 'comment settings of a page',
                'verbose_name_plural': 'comment settings of pages',
            },
        ),
        migrations.CreateModel(
            name='VisitorComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.PositiveSmallIntegerField(choices=[(1, 'waiting'), (2, 'published'), (3, 'spam'), (4, 'removed')], default=1, verbose_name='state')),
                ('previous_state', models.PositiveSmallIntegerField(choices=[(1, 'waiting'), (2, 'published'), (3, 'spam'), (4, 'removed')], default=1, editable=False)),
                ('state_since', models.DateTimeField(db_index=True, verbose_name='since')),
                ('reason', models.CharField(blank=True, max_length=255, verbose_name='reason')),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('told_at', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('answer_to', models.ForeignKey(blank=True, null=True, on_delete=wagtail_meetups.comments.models.COMMENTS_TOO, related_name='answers', to='wagtail_meetups_comments.visitorcomment', verbose_name='answer to')),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='django_comments.comment')),
                ('page', models.ForeignKey(db_index=False, on_delete=wagtail_meetups.comments.models.COMMENTS_TOO, related_name='+', to=PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'visitor comment',
                'verbose_name_plural': 'visitor comments',
                'ordering': ['state', '-pk'],
                'indexes': [models.Index(fields=['page', 'state', 'id'], name='meetups_comment_thread'), models.Index(fields=['state', '-id'], name='meetups_comment_state')],
            },
        ),
    ]
