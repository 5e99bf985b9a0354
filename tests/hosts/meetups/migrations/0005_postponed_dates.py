import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('host_meetups', '0004_encounters'),
    ]

    operations = [
        migrations.AlterField(
            model_name='gatheringpage',
            name='changes',
            field=wagtail.fields.StreamField([('cancel', 4), ('move', 9), ('alter', 14), ('add', 16), ('skip', 17)], blank=True, block_lookup={0: ('wagtail.blocks.DateBlock', (), {'help_text': 'A date of the series, as it was planned.', 'label': 'Which date'}), 1: ('wagtail.blocks.TimeBlock', (), {'help_text': 'Only where two meet-ups fall on that day.', 'label': 'Its time', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown to visitors.', 'label': 'Reason', 'max_length': 255, 'required': False}), 3: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'It then says “postponed, no new date yet”.', 'label': 'A new date is being looked for', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('date', 0), ('time', 1), ('reason', 2), ('is_postponed', 3)]], {'icon': 'cross', 'label': 'Cancel or postpone one date'}), 5: ('wagtail.blocks.DateBlock', (), {'label': 'New date'}), 6: ('wagtail.blocks.TimeBlock', (), {'help_text': 'Empty: at the usual time.', 'label': 'From', 'required': False}), 7: ('wagtail.blocks.TimeBlock', (), {'help_text': 'Empty: as long as usual.', 'label': 'To', 'required': False}), 8: ('wagtail.blocks.DateBlock', (), {'help_text': 'Only where it lasts several days.', 'label': 'Last day', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('date', 0), ('time', 1), ('to_date', 5), ('to_start', 6), ('to_end', 7), ('to_end_date', 8), ('reason', 2)]], {'icon': 'redirect', 'label': 'Move one date'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Another title', 'max_length': 255, 'required': False}), 11: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_meetups.Venue',), {'label': 'Another venue', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Another link to join online', 'max_length': 500, 'required': False}), 13: ('wagtail.blocks.TextBlock', (), {'help_text': 'Shown with this date, on its page and in calendars.', 'label': 'Note', 'required': False, 'rows': 2}), 14: ('wagtail.blocks.StructBlock', [[('date', 0), ('time', 1), ('title', 10), ('venue', 11), ('online_link', 12), ('note', 13)]], {'icon': 'edit', 'label': 'Change one date'}), 15: ('wagtail.blocks.DateBlock', (), {'label': 'Date'}), 16: ('wagtail.blocks.StructBlock', [[('date', 15), ('start', 6), ('end', 7), ('end_date', 8), ('title', 10), ('venue', 11), ('online_link', 12), ('note', 13)]], {'icon': 'plus', 'label': 'Add a date'}), 17: ('wagtail.blocks.StructBlock', [[('date', 0), ('time', 1)]], {'icon': 'no-view', 'label': 'Leave out one date'})}, help_text='A date that is cancelled, postponed, moved, changed, added or left out.', verbose_name='single dates that differ'),
        ),
    ]
