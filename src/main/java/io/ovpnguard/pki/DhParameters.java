package io.ovpnguard.pki;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Diffie-Hellman parameters of a PEM text: what is told of the first ones.
 *
 * @param isX942 whether they come with a subgroup, under a name that PolarSSL does not know
 * @param subgroupBits of that subgroup
 */
public record DhParameters(int bits, boolean isX942, Optional<Integer> subgroupBits) {

    private static final String PLAIN = "DH PARAMETERS";
    private static final String X942 = "X9.42 DH PARAMETERS";

    private static final ParsedTexts<Optional<DhParameters>> PARSED = new ParsedTexts<>(DhParameters::parsed);

    /** {@return what a text holds} */
    public static Optional<DhParameters> parse(KeyText text) {
        return PARSED.of(text);
    }

    private static Optional<DhParameters> parsed(KeyText text) {
        return PemBlock.in(text.text()).stream()
                .filter(block -> block.name().equals(PLAIN) || block.name().equals(X942))
                .findFirst()
                .flatMap(DhParameters::read);
    }

    private static Optional<DhParameters> read(PemBlock block) {
        var isX942 = block.name().equals(X942);
        try {
            return block.content()
                    .map(ASN1Sequence::getInstance)
                    .map(numbers -> new DhParameters(
                            bits(numbers, 0), isX942, isX942 ? Optional.of(bits(numbers, 2)) : Optional.empty()));
        } catch (RuntimeException broken) {
            return Optional.empty();
        }
    }

    private static int bits(ASN1Sequence numbers, int index) {
        return ASN1Integer.getInstance(numbers.getObjectAt(index)).getValue().bitLength();
    }
}
