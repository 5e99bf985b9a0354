import swapper
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_meetups', '0002_series'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='attendee',
            options={'ordering': ['first_name', 'last_name', 'pk'], 'permissions': [('view_private_attendee', 'Can see e-mail and notes of attendees'), ('link_attendee', 'Can make private links for attendees')], 'verbose_name': 'attendee', 'verbose_name_plural': 'attendees'},
        ),
        migrations.AddField(
            model_name='agreement',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written down by'),
        ),
        migrations.AddField(
            model_name='attendee',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name='first noted'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='attendee',
            name='forgotten_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='forgotten'),
        ),
        migrations.AlterField(
            model_name='agreement',
            name='field',
            field=models.CharField(choices=[('first_name', 'first name'), ('last_name', 'last name'), ('trade', 'trade'), ('bio', 'words about them'), ('link', 'link'), ('photo', 'photo'), ('pictured', 'photographs with them on it')], max_length=20, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='attendee',
            name='notes',
            field=models.TextField(blank=True, help_text='Never shown to visitors. The person reads them in their own data.', verbose_name='notes for the hosts'),
        ),
        migrations.CreateModel(
            name='PassageRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
                ('decision', models.CharField(blank=True, choices=[('', 'not looked at'), ('show', 'shown again'), ('hide', 'stays hidden')], default='', max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('attendee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='passage_requests', to='wagtail_meetups.attendee', verbose_name='attendee')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('page', models.ForeignKey(blank=True, help_text='Empty: every recap.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=PAGE_MODEL, verbose_name='recap')),
            ],
            options={
                'verbose_name': 'request to take a passage out',
                'verbose_name_plural': 'requests to take passages out',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NameFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=255, verbose_name='where')),
                ('block', models.CharField(blank=True, editable=False, max_length=40)),
                ('found_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'name left over',
                'verbose_name_plural': 'names left over',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PersonalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('attendee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='personal_links', to='wagtail_meetups.attendee', verbose_name='attendee')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'private link',
                'verbose_name_plural': 'private links',
                'ordering': ['-pk'],
            },
        ),
    ]
