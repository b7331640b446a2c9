"""A self-signed certificate for tests over https."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def self_signed(folder: Path, until: datetime | None = None) -> tuple[Path, Path]:
    """The paths of a certificate that is valid today, and of its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pingyi")])
    day, now = timedelta(days=1), datetime.now(UTC)
    end = until or now + day
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated_builder = builder.serial_number(1).not_valid_before(min(now, end) - day).not_valid_after(end)
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(dated_builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert, private
