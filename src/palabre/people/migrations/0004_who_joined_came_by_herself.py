from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_members_came_by_themselves")]
    operations = [
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("joined_at__isnull", True), ("came_at__isnull", False), _connector="OR"),
                name="who_joined_came_by_herself",
            ),
        ),
    ]
