import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_meetups', '0002_series'),
        ('wagtail_meetups_pages', '0002_series'),
    ]

    operations = [
        migrations.AlterField(
            model_name='recappage',
            name='body',
            field=wagtail.fields.StreamField([('encounter', 3), ('text', 4), ('heading', 5), ('image', 6), ('gallery', 9), ('quote', 13), ('embed', 14), ('links', 20), ('thanks', 24)], blank=True, block_lookup={0: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_meetups.Attendee',), {'help_text': 'Readers see of them what they agreed to, and no more.', 'required': False}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ol', 'ul'], 'label': 'What was said', 'required': False}), 2: ('wagtail_meetups.models.pictures.PictureBlock', [], {'collapsed': True, 'help_text': 'Shown only if this person agreed to be seen on photographs.', 'label': 'Picture'}), 3: ('wagtail.blocks.StructBlock', [[('attendee', 0), ('said', 1), ('picture', 2)]], {}), 4: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 5: ('wagtail.blocks.CharBlock', (), {}), 6: ('wagtail_meetups.models.pictures.PictureBlock', [], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'required': False}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Pictures'}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('images', 8)]], {}), 10: ('wagtail.blocks.TextBlock', (), {'label': 'Quote'}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'required': False}), 12: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_meetups.Attendee',), {'help_text': 'Named as far as they agreed. For anybody else, write above who said it.', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('source', 11), ('attendee', 12)]], {}), 14: ('wagtail.embeds.blocks.EmbedBlock', (), {'label': 'Embed', 'template': 'wagtail_meetups/blocks/embed.html'}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Title'}), 16: ('wagtail.blocks.URLBlock', (), {'label': 'Address', 'max_length': 500}), 17: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('slides', 'slides'), ('film', 'film'), ('sound', 'sound recording'), ('other', 'something else')], 'label': 'What it is'}), 18: ('wagtail.blocks.StructBlock', [[('title', 15), ('url', 16), ('kind', 17)]], {}), 19: ('wagtail.blocks.ListBlock', (18,), {'label': 'Links'}), 20: ('wagtail.blocks.StructBlock', [[('links', 19)]], {}), 21: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_meetups.Attendee',), {'required': False}), 22: ('wagtail.blocks.ListBlock', (21,), {'default': [], 'help_text': 'Named as far as they agreed; those who did not are left out.', 'label': 'Whom to thank'}), 23: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ol', 'ul'], 'label': 'Thanks', 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('people', 22), ('text', 23)]], {})}, verbose_name='body'),
        ),
        migrations.AlterField(
            model_name='recappage',
            name='occurrence',
            field=models.ForeignKey(blank=True, help_text='Which date of a series it tells of.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(app_label)s_%(class)s_recaps', to='wagtail_meetups.occurrence', verbose_name='date of the event'),
        ),
    ]
