"""What the embedded servers ask of the machine."""

from pathlib import Path

import pytest

from factcheck.embedded import EmbeddedError
from factcheck.embedded.place import Place, check_processor


@pytest.mark.parametrize(
    ("flags", "machine"),
    [
        ("flags\t\t: fpu sse4_2 avx avx2 bmi2", "x86_64"),  # as it should be
        ("Features\t: fp asimd", "aarch64"),  # another architecture has another build
        (None, "x86_64"),  # nobody says
    ],
)
def test_processors_that_will_do(tmp_path: Path, flags: str | None, machine: str) -> None:
    described = tmp_path / "cpuinfo"
    if flags is not None:
        described.write_text(flags)
    check_processor(described, machine)


def test_a_processor_without_avx2_is_told_what_to_do(tmp_path: Path) -> None:
    described = tmp_path / "cpuinfo"
    described.write_text("flags\t\t: fpu sse4_2 avx not-avx2\n")
    with pytest.raises(EmbeddedError) as refused:
        check_processor(described, "x86_64")
    assert str(refused.value) == (
        "This processor lacks AVX2, which the embedded PostgreSQL needs: "
        "set DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL to servers of your own."
    )


@pytest.mark.parametrize(("name", "inside"), [("state", True), ("حالة البرنامج", True), ("s" * 80, False)])
def test_sockets_lie_in_the_state_folder_while_their_path_is_short(name: str, inside: bool) -> None:
    place = Place(Path("/srv") / name)
    assert (place.sockets.parent == place.state) is inside
    assert len(bytes(place.sockets / "p" / ".s.PGSQL.5432")) <= 107
    assert Place(Path("/srv") / name).sockets == place.sockets


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError, match=r"^The package no_such_wheel is missing: pip install -e \. again, or set DATABASE_URL"):
        Place(tmp_path).programs("no_such_wheel", program="bin/server")
