from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_meetups_comments', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='room',
            name='hold',
            field=models.CharField(blank=True, choices=[('all', 'all comments'), ('unknown', 'all but those of accounts that a host has let pass before'), ('guests', 'those of guests'), ('none', 'none')], max_length=10, verbose_name='held until a host has read them'),
        ),
    ]
