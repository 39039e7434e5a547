package io.ovpnguard.predict;

import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CredentialScript;
import io.ovpnguard.pki.KeyText;
import java.util.List;
import java.util.Optional;

/**
 * Whether the server lets the client in ({@code verify_final_auth_checks} of ssl_verify.c,
 * {@code multi_client_connect_source_ccd} of multi.c).
 *
 * @param name what the server calls the client: its common name or user name
 * @param ccd the options that hold for this client only
 */
public record Authentication(Fault fault, Optional<String> name, Optional<Written> ccd) implements Judged {

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** The client has no certificate and the server wants one. */
        NO_CERTIFICATE,
        /** The server wants a user name and the client sends none. */
        NO_USER_NAME,
        /** {@code ccd-exclusive}, and no readable file for this client. */
        NO_CCD_FILE,
        /** The client's file says {@code disable}. */
        DISABLED,
        /** {@code opt-verify}, and the options strings differ. */
        DIFFERENT_OPTIONS,
        /** A script of the server says no. */
        REFUSED_BY_SCRIPT
    }

    static Authentication of(Process server, Process client, List<String> unknown) {
        if (!server.config().role().isServer()) {
            return new Authentication(Fault.NONE, Optional.empty(), Optional.empty());
        }
        var written = server.config().written();
        var certificate = OwnMaterial.of(client).own();
        var hasCertificate = client.config().written().has("cert")
                || client.config().written().has("pkcs12");
        var user = Credentials.of(client).map(Credentials::userName);
        if (isComparing(server) && !OptionsString.expected(server).equals(OptionsString.local(client))) {
            return refused(Fault.DIFFERENT_OPTIONS);
        }
        var isVerified = written.has("auth-user-pass-verify") || written.has("plugin");
        if (!hasCertificate && isCertificateWanted(written)) {
            return refused(Fault.NO_CERTIFICATE);
        }
        if (isVerified && !client.config().written().has("auth-user-pass") && !written.has("auth-user-pass-optional")) {
            return refused(Fault.NO_USER_NAME);
        }
        if (!acceptsCredentials(server, client, unknown) || !Scripts.passes(server, "client-connect", unknown)) {
            return refused(Fault.REFUSED_BY_SCRIPT);
        }
        var name = written.has("username-as-common-name") && isVerified
                ? user
                : certificate
                        .flatMap(found -> PeerOptions.userName(server, found))
                        .or(() -> user);
        return byFile(server, name.map(text -> ClientConfigFile.commonName(text, server.version())), unknown);
    }

    /** From {@code script-security} 3 on a script finds the password in its environment too. */
    private static boolean acceptsCredentials(Process server, Process client, List<String> unknown) {
        var verify = server.config().written().last("auth-user-pass-verify");
        var isByFile = verify.flatMap(option -> option.value(1))
                .filter("via-file"::equals)
                .isPresent();
        var script = verify.filter(
                        option -> Scripts.isAllowed(server) && (isByFile || Scripts.mayTellPasswords(server)))
                .flatMap(option -> Scripts.text(server, option.value(0).orElse("")))
                .map(KeyText::of);
        var credentials = client.material("auth-user-pass");
        return script.flatMap(text -> credentials.flatMap(sent -> CredentialScript.accepts(text, sent, isByFile)))
                .orElseGet(() -> Scripts.passes(server, "auth-user-pass-verify", unknown));
    }

    /** 2.6 compares even with {@code disable-occ}; from 2.7 on {@code opt-verify} does nothing. */
    private static boolean isComparing(Process server) {
        var written = server.config().written();
        var isSilenced = written.has("disable-occ") && server.version().isBefore(Version.V2_6);
        return server.version().isBefore(Version.V2_7) && written.has("opt-verify") && !isSilenced;
    }

    /** {@return whether a server takes no client without a certificate} */
    static boolean isCertificateWanted(Written written) {
        var isOptional = written.value("verify-client-cert")
                .map(Setting::value)
                .filter(mode -> !mode.equals("require"))
                .isPresent();
        return !isOptional && !written.has("client-cert-not-required");
    }

    private static Authentication byFile(Process server, Optional<String> name, List<String> unknown) {
        var files = ClientConfigFile.of(server);
        if (files.isEmpty()) {
            return new Authentication(Fault.NONE, name, Optional.empty());
        }
        if (name.isEmpty() || !server.profile().files().complete()) {
            unknown.add("the file of this client in `client-config-dir`");
            return new Authentication(Fault.NONE, name, Optional.empty());
        }
        if (server.config().written().has("ccd-exclusive") && !files.get().isReadable(name.get())) {
            return new Authentication(Fault.NO_CCD_FILE, name, Optional.empty());
        }
        var options = files.get().options(name.get());
        var isDisabled = options.filter(written -> written.has("disable")).isPresent();
        return new Authentication(isDisabled ? Fault.DISABLED : Fault.NONE, name, options);
    }

    private static Authentication refused(Fault fault) {
        return new Authentication(fault, Optional.empty(), Optional.empty());
    }

    @Override
    public Outcome consequence() {
        return fault == Fault.NONE ? Outcome.WORKS : Outcome.NO_HANDSHAKE;
    }
}
