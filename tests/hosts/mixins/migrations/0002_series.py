import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('host_mixins', '0001_initial'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='datepage',
            name='changes',
            field=wagtail.fields.StreamField([('cancel', 3), ('move', 8), ('alter', 13), ('add', 15), ('skip', 16)], blank=True, block_lookup={0: ('wagtail.blocks.DateBlock', (), {'help_text': 'A date of the series, as it was planned.', 'label': 'Which date'}), 1: ('wagtail.blocks.TimeBlock', (), {'help_text': 'Only where two meet-ups fall on that day.', 'label': 'Its time', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown to visitors.', 'label': 'Reason', 'max_length': 255, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('date', 0), ('time', 1), ('reason', 2)]], {'icon': 'cross', 'label': 'Cancel one date'}), 4: ('wagtail.blocks.DateBlock', (), {'label': 'New date'}), 5: ('wagtail.blocks.TimeBlock', (), {'help_text': 'Empty: at the usual time.', 'label': 'From', 'required': False}), 6: ('wagtail.blocks.TimeBlock', (), {'help_text': 'Empty: as long as usual.', 'label': 'To', 'required': False}), 7: ('wagtail.blocks.DateBlock', (), {'help_text': 'Only where it lasts several days.', 'label': 'Last day', 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('date', 0), ('time', 1), ('to_date', 4), ('to_start', 5), ('to_end', 6), ('to_end_date', 7), ('reason', 2)]], {'icon': 'redirect', 'label': 'Move one date'}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Another title', 'max_length': 255, 'required': False}), 10: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_meetups.Venue',), {'label': 'Another venue', 'required': False}), 11: ('wagtail.blocks.URLBlock', (), {'label': 'Another link to join online', 'max_length': 500, 'required': False}), 12: ('wagtail.blocks.TextBlock', (), {'help_text': 'Shown with this date, on its page and in calendars.', 'label': 'Note', 'required': False, 'rows': 2}), 13: ('wagtail.blocks.StructBlock', [[('date', 0), ('time', 1), ('title', 9), ('venue', 10), ('online_link', 11), ('note', 12)]], {'icon': 'edit', 'label': 'Change one date'}), 14: ('wagtail.blocks.DateBlock', (), {'label': 'Date'}), 15: ('wagtail.blocks.StructBlock', [[('date', 14), ('start', 5), ('end', 6), ('end_date', 7), ('title', 9), ('venue', 10), ('online_link', 11), ('note', 12)]], {'icon': 'plus', 'label': 'Add a date'}), 16: ('wagtail.blocks.StructBlock', [[('date', 0), ('time', 1)]], {'icon': 'no-view', 'label': 'Leave out one date'})}, help_text='A date that is cancelled, moved, changed, added or left out.', verbose_name='single dates that differ'),
        ),
        migrations.AddField(
            model_name='datepage',
            name='continues',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='goes on from'),
        ),
        migrations.AddField(
            model_name='datepage',
            name='recurrence',
            field=models.CharField(blank=True, help_text='A rule such as FREQ=MONTHLY;BYDAY=4TU for every fourth Tuesday. Empty: it takes place once.', max_length=500, verbose_name='repeats'),
        ),
    ]
