package io.ovpnguard.pki;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * A subject's or an issuer's name.
 *
 * @param canonical equal for names that OpenSSL takes for the same: without regard to case and spaces
 * @param encoded the bytes in hexadecimal, which PolarSSL compares
 * @param parts in the order of the certificate
 */
public record DistinguishedName(String canonical, String encoded, List<Part> parts) {

    /**
     * One attribute.
     *
     * @param isNext whether it stands in one set with the part before it
     */
    public record Part(String type, String value, boolean isNext) {

        public Part {
            Objects.requireNonNull(type);
            Objects.requireNonNull(value);
        }
    }

    /** OpenSSL's short names (objects.txt). */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(BCStyle.CN.getId(), "CN"),
            Map.entry(BCStyle.C.getId(), "C"),
            Map.entry(BCStyle.ST.getId(), "ST"),
            Map.entry(BCStyle.L.getId(), "L"),
            Map.entry(BCStyle.O.getId(), "O"),
            Map.entry(BCStyle.OU.getId(), "OU"),
            Map.entry(BCStyle.STREET.getId(), "street"),
            Map.entry(BCStyle.T.getId(), "title"),
            Map.entry(BCStyle.SERIALNUMBER.getId(), "serialNumber"),
            Map.entry(BCStyle.SURNAME.getId(), "SN"),
            Map.entry(BCStyle.GIVENNAME.getId(), "GN"),
            Map.entry(BCStyle.INITIALS.getId(), "initials"),
            Map.entry(BCStyle.NAME.getId(), "name"),
            Map.entry(BCStyle.PSEUDONYM.getId(), "pseudonym"),
            Map.entry(BCStyle.DN_QUALIFIER.getId(), "dnQualifier"),
            Map.entry(BCStyle.DESCRIPTION.getId(), "description"),
            Map.entry(BCStyle.EmailAddress.getId(), "emailAddress"),
            Map.entry(BCStyle.UnstructuredName.getId(), "unstructuredName"),
            Map.entry(BCStyle.UID.getId(), "UID"),
            Map.entry(BCStyle.DC.getId(), "DC"));

    public DistinguishedName {
        Objects.requireNonNull(canonical);
        Objects.requireNonNull(encoded);
        parts = List.copyOf(parts);
    }

    static DistinguishedName of(X500Name name) throws IOException {
        var parts = new ArrayList<Part>();
        var canonical = new StringBuilder();
        for (var set : name.getRDNs()) {
            var isNext = false;
            for (var entry : set.getTypesAndValues()) {
                parts.add(new Part(type(entry), value(entry), isNext));
                canonical
                        .append(isNext ? '+' : '/')
                        .append(entry.getType().getId())
                        .append('=')
                        .append(IETFUtils.canonicalString(entry.getValue()));
                isNext = true;
            }
        }
        return new DistinguishedName(canonical.toString(), HexFormat.of().formatHex(name.getEncoded()), parts);
    }

    private static String type(AttributeTypeAndValue entry) {
        var oid = entry.getType().getId();
        return NAMES.getOrDefault(oid, oid);
    }

    private static String value(AttributeTypeAndValue entry) {
        return entry.getValue() instanceof ASN1String string
                ? string.getString()
                : IETFUtils.valueToString(entry.getValue());
    }

    /** {@return the last attribute of that type, as OpenVPN takes it ({@code extract_x509_field_ssl})} */
    public Optional<String> last(String type) {
        return parts.reversed().stream()
                .filter(part -> part.type().equals(type))
                .map(Part::value)
                .findFirst();
    }

    /** {@return the name as OpenVPN writes it since 2.3: {@code C=DE, CN=server}} */
    public String words() {
        var words = new StringBuilder();
        for (var part : parts) {
            words.append(words.isEmpty() ? "" : part.isNext() ? " + " : ", ");
            words.append(part.type()).append('=').append(part.value());
        }
        return words.toString();
    }

    /** {@return the name as 2.2 writes it: {@code /C=DE/CN=server}} */
    public String oneLine() {
        var words = new StringBuilder();
        parts.forEach(part -> words.append('/').append(part.type()).append('=').append(part.value()));
        return words.toString();
    }
}
