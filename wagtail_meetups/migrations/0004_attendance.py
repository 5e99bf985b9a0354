import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_meetups', '0003_consent'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('host', 'host'), ('speaker', 'speaker'), ('helper', 'helper'), ('guest', 'guest')], default='guest', max_length=20, verbose_name='role')),
                ('state', models.CharField(choices=[('expected', 'expected'), ('came', 'came'), ('absent', 'did not come')], default='expected', max_length=20, verbose_name='state')),
                ('note', models.TextField(blank=True, help_text='Never shown to visitors.', verbose_name='note for the hosts')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('attendee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='wagtail_meetups.attendee', verbose_name='attendee')),
                ('occurrence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='wagtail_meetups.occurrence', verbose_name='date')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'ordering': ['pk'],
                'unique_together': {('attendee', 'occurrence')},
            },
        ),
    ]
