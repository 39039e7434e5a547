package io.ovpnguard.manifest.policies;

import io.ovpnguard.bundle.Demand;
import io.ovpnguard.option.CipherName;
import io.ovpnguard.option.EditDistance;
import io.ovpnguard.predict.Cipher;
import io.ovpnguard.predict.CipherTable;
import io.ovpnguard.predict.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Makes what a policy asks of processes of its form. */
final class DemandForm {

    private static final KeyPath REQUIRE = KeyPath.ROOT.field("spec").field("require");

    private final List<Fault> faults;

    DemandForm(List<Fault> faults) {
        this.faults = Objects.requireNonNull(faults);
    }

    Demand demand(String policy, Optional<DemandSpec> said, Optional<ExpirySpec> expiry) {
        return new Demand(
                policy,
                ciphers(said.flatMap(DemandSpec::dataCiphers)),
                digests(said.flatMap(DemandSpec::authDigests)),
                said.flatMap(DemandSpec::minTlsVersion).map(DemandSpec.TlsVersion::number),
                said.flatMap(DemandSpec::minRsaBits),
                said.flatMap(DemandSpec::minEcBits),
                expiry.flatMap(ExpirySpec::certificateDays),
                expiry.flatMap(ExpirySpec::crlDays));
    }

    private List<String> ciphers(Optional<List<String>> said) {
        var table = CipherTable.get();
        return names(
                said.orElse(List.of()),
                "dataCiphers",
                "cipher",
                name -> table.find(CipherName.canonical(name)).map(Cipher::name),
                table.all().stream().map(Cipher::name).toList());
    }

    private List<String> digests(Optional<List<String>> said) {
        return names(said.orElse(List.of()), "authDigests", "digest", Digest::canonical, Digest.names());
    }

    private List<String> names(
            List<String> said,
            String field,
            String what,
            Function<String, Optional<String>> find,
            Collection<String> known) {
        var path = REQUIRE.field(field);
        var names = new ArrayList<String>();
        for (var index = 0; index < said.size(); index++) {
            var name = said.get(index);
            var found = find.apply(name);
            found.ifPresent(names::add);
            if (found.isEmpty()) {
                var meant = EditDistance.nearest(name, known)
                        .map(near -> "; did you mean `" + near + "`?")
                        .orElse("");
                faults.add(new Fault(path.item(index), "no %s is called `%s`%s".formatted(what, name, meant)));
            }
        }
        return names;
    }
}
