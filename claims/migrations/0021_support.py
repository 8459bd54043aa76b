"""In how many articles, and of how many origins, a claim stands: it, or a claim that people confirmed to be the same; one hop."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION claims_articles_of(claim bigint) RETURNS TABLE (article bigint, origin bigint) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT r.id, r.origin_id FROM claims_appearance a JOIN claims_articleversion v ON v.id = a.version_id
    JOIN claims_article r ON r.id = v.article_id
    WHERE a.retired_by = '' AND a.claim_id IN (
        SELECT claims_articles_of.claim
        UNION ALL SELECT m.claim_high_id FROM claims_match m
            WHERE m.claim_low_id = claims_articles_of.claim AND m.state = 'confirmed' AND m.relation = 'same'
        UNION ALL SELECT m.claim_low_id FROM claims_match m
            WHERE m.claim_high_id = claims_articles_of.claim AND m.state = 'confirmed' AND m.relation = 'same')
    -- A pair is of one desk or open; asked again, so that no count ever tells of another desk's article.
    AND r.confidential_to_id IS NOT DISTINCT FROM (SELECT c.confidential_to_id FROM claims_claim c WHERE c.id = claims_articles_of.claim)
$$;
CREATE FUNCTION claims_count_articles(claim bigint) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT count(*)::integer FROM claims_articles_of(claim)
$$;
-- An article that was not traced yet counts as an origin of its own.
CREATE FUNCTION claims_count_origins(claim bigint) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT count(DISTINCT coalesce(origin, -article))::integer FROM claims_articles_of(claim)
$$;
"""

BACKWARD = "DROP FUNCTION claims_count_origins, claims_count_articles, claims_articles_of;"


class Migration(migrations.Migration):
    dependencies = [("claims", "0020_origins")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
