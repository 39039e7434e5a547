package io.ovpnguard.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;

/**
 * The certificate revocation lists of a PEM text, in order.
 *
 * @param isBroken whether a block that says to be a list is none; those before it are told
 */
public record RevocationFile(List<RevocationList> lists, boolean isBroken) {

    private static final ParsedTexts<RevocationFile> PARSED = new ParsedTexts<>(RevocationFile::parsed);

    /** One list. */
    public record RevocationList(
            String fingerprint,
            DistinguishedName issuer,
            Instant thisUpdate,
            Optional<Instant> nextUpdate,
            Set<BigInteger> revoked,
            Signed signature) {

        public RevocationList {
            Objects.requireNonNull(fingerprint);
            Objects.requireNonNull(issuer);
            Objects.requireNonNull(thisUpdate);
            Objects.requireNonNull(nextUpdate);
            revoked = Set.copyOf(revoked);
            Objects.requireNonNull(signature);
        }

        /** {@return whether the key of a certificate made its signature} */
        public boolean isSignedBy(CertificateFacts authority) {
            return signature.isBy(fingerprint, authority);
        }
    }

    public RevocationFile {
        lists = List.copyOf(lists);
    }

    /** {@return what a text holds} */
    public static RevocationFile parse(KeyText text) {
        return PARSED.of(text);
    }

    private static RevocationFile parsed(KeyText text) {
        var found = new ArrayList<RevocationList>();
        for (var block : PemBlock.in(text.text())) {
            if (block.name().equals("X509 CRL")) {
                var list = block.content().flatMap(RevocationFile::list);
                if (list.isEmpty()) {
                    return new RevocationFile(found, true);
                }
                found.add(list.get());
            }
        }
        return new RevocationFile(found, false);
    }

    private static Optional<RevocationList> list(byte[] der) {
        try {
            var holder = new X509CRLHolder(der);
            return Optional.of(new RevocationList(
                    Fingerprints.of(der),
                    DistinguishedName.of(holder.getIssuer()),
                    holder.getThisUpdate().toInstant(),
                    Optional.ofNullable(holder.getNextUpdate()).map(date -> date.toInstant()),
                    serials(holder),
                    Signed.list(der)));
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    /** Its list is of a raw type. */
    private static Set<BigInteger> serials(X509CRLHolder holder) {
        var serials = new HashSet<BigInteger>();
        for (var entry : holder.getRevokedCertificates()) {
            serials.add(((X509CRLEntryHolder) entry).getSerialNumber());
        }
        return serials;
    }
}
