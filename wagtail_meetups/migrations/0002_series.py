import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_meetups', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarentry',
            name='mode',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='is_added',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='is_cancelled',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='is_moved',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='is_planned',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='note',
            field=models.TextField(blank=True, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='online_link',
            field=models.URLField(blank=True, max_length=500, verbose_name='link to join online'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='reason',
            field=models.CharField(blank=True, max_length=255, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='title',
            field=models.CharField(blank=True, max_length=255, verbose_name='title'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='venue',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_meetups.venue', verbose_name='venue'),
        ),
    ]
