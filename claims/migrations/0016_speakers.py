"""Speakers that may be one, and what merging and splitting moved; the database keeps every merge to its decision and every claim to its root."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

FORWARD = r"""
CREATE FUNCTION claims_speaker_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE was text; becomes text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.merged_into_id IS NOT NULL OR NEW.version <> 0 THEN
            PERFORM claims_refused('speaker_begins_alone', 'a speaker begins as one of its own');
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.merged_into_id IS NOT DISTINCT FROM OLD.merged_into_id AND NEW.version = OLD.version THEN RETURN NEW; END IF;
    IF NEW.version <> OLD.version + 1 THEN
        PERFORM claims_refused('decision_missing', format('speaker %s has another version', NEW.id));
    END IF;
    IF NEW.merged_into_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM claims_speaker s WHERE s.id = NEW.merged_into_id AND s.merged_into_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM claims_speaker s WHERE s.merged_into_id = NEW.id)) THEN
        PERFORM claims_refused('speaker_one_level', 'speakers are merged one level deep');
    END IF;
    was := CASE WHEN OLD.merged_into_id IS NULL THEN 'open' ELSE 'merged' END;
    becomes := CASE WHEN NEW.merged_into_id IS NULL THEN 'open' ELSE 'merged' END;
    PERFORM claims_require_decision('speaker', NEW.id, NEW.version, was, becomes);
    RETURN NEW;
END $$;
CREATE TRIGGER speaker_guard BEFORE INSERT OR UPDATE OF merged_into_id, version ON claims_speaker
    FOR EACH ROW EXECUTE FUNCTION claims_speaker_guard();

-- The share lock waits for a merge that is under way, so that no claim is stored beside it under the old root.
CREATE FUNCTION claims_claim_root() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT coalesce(s.merged_into_id, s.id) INTO NEW.speaker_root_id FROM claims_speaker s WHERE s.id = NEW.speaker_id FOR SHARE;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_root BEFORE INSERT OR UPDATE OF speaker_id ON claims_claim FOR EACH ROW EXECUTE FUNCTION claims_claim_root();

-- Now a decision on a speaker must move it too.
CREATE OR REPLACE FUNCTION claims_decision_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE reached integer;
BEGIN
    CASE NEW.subject
        WHEN 'claim' THEN SELECT version INTO reached FROM claims_claim WHERE id = NEW.subject_id;
        WHEN 'match' THEN SELECT version INTO reached FROM claims_match WHERE id = NEW.subject_id;
        WHEN 'factcheck' THEN SELECT version INTO reached FROM claims_factcheck WHERE id = NEW.subject_id;
        WHEN 'speaker' THEN SELECT version INTO reached FROM claims_speaker WHERE id = NEW.subject_id;
        WHEN 'quote' THEN SELECT revision INTO reached FROM claims_quote WHERE id = NEW.subject_id;
        ELSE RETURN NULL;
    END CASE;
    IF reached IS NULL OR reached < NEW.seq THEN
        PERFORM claims_refused('decision_without_move', format('decision %s of %s %s moves nothing', NEW.seq, NEW.subject, NEW.subject_id));
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER speakerchange_append_only BEFORE UPDATE OR DELETE ON claims_speakerchange FOR EACH ROW EXECUTE FUNCTION claims_refuse();
"""

BACKWARD = r"""
CREATE OR REPLACE FUNCTION claims_decision_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE reached integer;
BEGIN
    CASE NEW.subject
        WHEN 'claim' THEN SELECT version INTO reached FROM claims_claim WHERE id = NEW.subject_id;
        WHEN 'match' THEN SELECT version INTO reached FROM claims_match WHERE id = NEW.subject_id;
        WHEN 'factcheck' THEN SELECT version INTO reached FROM claims_factcheck WHERE id = NEW.subject_id;
        WHEN 'quote' THEN SELECT revision INTO reached FROM claims_quote WHERE id = NEW.subject_id;
        ELSE RETURN NULL;
    END CASE;
    IF reached IS NULL OR reached < NEW.seq THEN
        PERFORM claims_refused('decision_without_move', format('decision %s of %s %s moves nothing', NEW.seq, NEW.subject, NEW.subject_id));
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER speakerchange_append_only ON claims_speakerchange;
DROP TRIGGER claim_root ON claims_claim;
DROP TRIGGER speaker_guard ON claims_speaker;
DROP FUNCTION claims_claim_root, claims_speaker_guard;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0015_tally_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpeakerChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("merge", "merged"), ("split", "split off")], max_length=5, verbose_name="kind")),
                ("moved", models.JSONField(help_text="Ids of the rows moved, by table.", verbose_name="moved")),
            ],
            options={
                "verbose_name": "merge or split",
                "verbose_name_plural": "merges and splits",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="SpeakerProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.FloatField(help_text="From 0 to 1; higher is surer.", verbose_name="score")),
                ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                ("names_version", models.CharField(max_length=32, verbose_name="compared by engine")),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "suggested"), ("merged", "one and the same"), ("rejected", "kept apart")],
                        default="suggested",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="found at")),
            ],
            options={
                "verbose_name": "speaker proposal",
                "verbose_name_plural": "speaker proposals",
                "ordering": ("-score", "id"),
            },
        ),
        migrations.AddField(
            model_name="quote",
            name="spelling",
            field=models.ForeignKey(
                blank=True,
                help_text="The speaker's fullest name in the article.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="quotes",
                to="claims.speakername",
                verbose_name="read as",
            ),
        ),
        migrations.AddField(
            model_name="speaker",
            name="version",
            field=models.PositiveIntegerField(default=0, editable=False, help_text="Number of decisions taken on it."),
        ),
        migrations.AddField(
            model_name="speakername",
            name="keys",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=100),
                default=list,
                editable=False,
                help_text="Under which other spellings are looked for: consonants, and what a group is known as.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="speakername",
            index=django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="speakername_keys"),
        ),
        migrations.AddField(
            model_name="speakerchange",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.decision", verbose_name="decision"
            ),
        ),
        migrations.AddField(
            model_name="speakerchange",
            name="root",
            field=models.ForeignKey(
                help_text="Into what, or from what.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.speaker",
                verbose_name="with",
            ),
        ),
        migrations.AddField(
            model_name="speakerchange",
            name="speaker",
            field=models.ForeignKey(
                help_text="What was merged or split off.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="claims.speaker",
                verbose_name="speaker",
            ),
        ),
        migrations.AddField(
            model_name="speakerchange",
            name="undoes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="claims.speakerchange",
                verbose_name="undoes",
            ),
        ),
        migrations.AddField(
            model_name="speakerproposal",
            name="candidate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposed_for", to="claims.speaker", verbose_name="may be"
            ),
        ),
        migrations.AddField(
            model_name="speakerproposal",
            name="speaker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="claims.speaker", verbose_name="speaker"
            ),
        ),
        migrations.AddIndex(
            model_name="speakerproposal",
            index=models.Index(
                models.OrderBy(models.F("score"), descending=True), condition=models.Q(("state", "suggested")), name="proposal_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="speakerproposal",
            constraint=models.UniqueConstraint(fields=("speaker", "candidate"), name="proposal_pair_unique"),
        ),
        migrations.AddConstraint(
            model_name="speakerproposal",
            constraint=models.CheckConstraint(condition=models.Q(("candidate__lt", models.F("speaker"))), name="proposal_pair_ordered"),
        ),
        migrations.AddConstraint(
            model_name="speakerproposal",
            constraint=models.CheckConstraint(condition=models.Q(("score__range", (0, 1))), name="proposal_score"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
