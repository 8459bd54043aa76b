"""The tables: every noun of the domain that is stored. A queryset that answers business questions stands above its model."""

from claims.models.article import Article, ArticleVersion, Outlet
from claims.models.candidate import Candidate
from claims.models.change import Change, Event
from claims.models.claim import Appearance, Claim, Quantity
from claims.models.decision import Decision
from claims.models.desk import Desk
from claims.models.embedding import Embedding
from claims.models.factcheck import Evidence, FactCheck
from claims.models.history import History
from claims.models.hold import ClaimHold
from claims.models.idempotency import KeptAnswer
from claims.models.imported import ImportedMatch, ImportedReview, RatingName, ReviewSource
from claims.models.key import ApiKey
from claims.models.match import Match, MatchedQuantity
from claims.models.notification import Mail, Notification, NotificationPreference
from claims.models.origin import Origin, OriginMark
from claims.models.proposal import Proposal
from claims.models.queue import QueueRank
from claims.models.quote import Quote
from claims.models.relation import ClaimRelation
from claims.models.saved_search import SavedSearch
from claims.models.scale import DeskVerdict
from claims.models.setback import Setback
from claims.models.snapshot import Snapshot
from claims.models.source import Feed, Page
from claims.models.speaker import Speaker, SpeakerChange, SpeakerName, SpeakerProposal
from claims.models.tally import Checked, Supported, SupportPlace, Tally
from claims.models.user import User
from claims.models.webhook import Delivery, DeliveryAttempt, Webhook
from claims.models.words import ClaimWords, RunFrequencies, StemFrequency

__all__ = [
    "ApiKey",
    "Appearance",
    "Article",
    "ArticleVersion",
    "Candidate",
    "Change",
    "Checked",
    "Claim",
    "ClaimHold",
    "ClaimRelation",
    "ClaimWords",
    "Decision",
    "Delivery",
    "DeliveryAttempt",
    "Desk",
    "DeskVerdict",
    "Embedding",
    "Event",
    "Evidence",
    "FactCheck",
    "Feed",
    "History",
    "ImportedMatch",
    "ImportedReview",
    "KeptAnswer",
    "Mail",
    "Match",
    "MatchedQuantity",
    "Notification",
    "NotificationPreference",
    "Origin",
    "OriginMark",
    "Outlet",
    "Page",
    "Proposal",
    "Quantity",
    "QueueRank",
    "Quote",
    "RatingName",
    "ReviewSource",
    "RunFrequencies",
    "SavedSearch",
    "Setback",
    "Snapshot",
    "Speaker",
    "SpeakerChange",
    "SpeakerName",
    "SpeakerProposal",
    "StemFrequency",
    "SupportPlace",
    "Supported",
    "Tally",
    "User",
    "Webhook",
]
