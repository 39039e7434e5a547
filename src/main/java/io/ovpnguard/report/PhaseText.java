package io.ovpnguard.report;

import io.ovpnguard.predict.ControlChannel;
import io.ovpnguard.predict.DataCipher;
import io.ovpnguard.predict.DeviceTypes;
import io.ovpnguard.predict.Framing;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.PacketSizes;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Refusal;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.predict.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One phase of a prediction in a few words: what was settled, or why it stops there. */
final class PhaseText {

    private final Prediction prediction;

    PhaseText(Prediction prediction) {
        this.prediction = prediction;
    }

    /** {@return whether the session comes to that phase} */
    boolean isReached(Phase phase) {
        return switch (prediction.outcome()) {
            case SERVER_START, CLIENT_START, NO_HANDSHAKE, NO_TRAFFIC -> phase.compareTo(last()) <= 0;
            case LARGE_LOST, WORKS -> true;
        };
    }

    /** {@return whether that phase stops or harms the session; its process may not start though the other one is worse} */
    boolean isHarmed(Phase phase) {
        return prediction.stopsIn().filter(phase::equals).isPresent()
                || phase == Phase.CLIENT_START && prediction.clientRefusal().isPresent();
    }

    private Phase last() {
        var last = prediction.stopsIn().orElse(Phase.PACKET_SIZE);
        return last == Phase.SERVER_START ? Phase.CLIENT_START : last;
    }

    String of(Phase phase) {
        return isHarmed(phase) ? fault(phase) : settled(phase);
    }

    private String settled(Phase phase) {
        return switch (phase) {
            case SERVER_START, CLIENT_START -> "the process starts";
            case TRANSPORT ->
                prediction.transport().server().protocol().value().word() + ", port "
                        + prediction.transport().server().localPort().value();
            case CONTROL_CHANNEL ->
                prediction.staticKeys().isPresent()
                        ? "none, both use a static key"
                        : switch (prediction.controlChannel().server()) {
                            case NONE -> "protected by TLS alone";
                            case TLS_AUTH, TLS_CRYPT, TLS_CRYPT_V2 ->
                                "protected by "
                                        + prediction.controlChannel().server().word();
                        };
            case TLS -> prediction.staticKeys().isPresent() ? "none" : "versions and cipher suites meet";
            case AUTHENTICATION ->
                prediction.authentication().name().map(name -> "as " + name).orElse("nothing stands against it");
            case PUSH ->
                prediction
                        .addressing()
                        .client()
                        .map(address -> "client gets " + address)
                        .orElse("nothing stands against it");
            case DATA_CHANNEL -> prediction.loggedCipher().orElse("no cipher");
            case PACKET_SIZE -> "the largest packets pass both ways";
        };
    }

    private String fault(Phase phase) {
        return switch (phase) {
            case SERVER_START -> prediction.serverRefusal().map(Refusal::line).orElse("the process does not start");
            case CLIENT_START -> prediction.clientRefusal().map(Refusal::line).orElse("the process does not start");
            case TRANSPORT -> transport(prediction.transport());
            case CONTROL_CHANNEL -> control(prediction.controlChannel());
            case TLS ->
                prediction
                        .tls()
                        .rejected()
                        .map(PhaseText::rejected)
                        .orElseGet(() -> words(prediction.tls().fault()));
            case AUTHENTICATION -> words(prediction.authentication().fault());
            // Who refuses the push knows no more of what would have come.
            case PUSH, DATA_CHANNEL ->
                prediction.push().isHarmful() ? words(prediction.push().fault()) : data();
            case PACKET_SIZE ->
                prediction.packetSizes().lost().map(PhaseText::lost).orElse("large packets are lost");
        };
    }

    private String data() {
        return joined(List.of(
                prediction.addressing().isHarmful()
                        ? Optional.of(words(prediction.addressing().fault()))
                        : Optional.empty(),
                cipher(),
                framing(),
                devices(),
                prediction.dataKeys().isHarmful()
                        ? Optional.of(words(prediction.dataKeys().fault()))
                        : Optional.empty(),
                prediction.staticKeys().filter(keys -> keys.isHarmful()).map(keys -> words(keys.fault())),
                prediction.fragmentation().isHarmful()
                        ? Optional.of("only one side uses `fragment`")
                        : Optional.empty()));
    }

    private static String control(ControlChannel control) {
        var means = control.server().word();
        return switch (control.fault()) {
            case NONE -> "nothing stands against it";
            case DIFFERENT_MEANS ->
                "server protects it by " + means + ", client by "
                        + control.client().word();
            case DIFFERENT_KEY -> "different keys for " + means;
            case SAME_DIRECTION -> "both sides have the same key direction for " + means;
            case ONE_SIDED_DIRECTION -> "only one side states a key direction for " + means;
            case DIFFERENT_DIGEST -> "different `auth` digests for " + means;
            case DIFFERENT_KEY_METHOD -> "different `key-method`";
            case SAME_PART -> "both sides play the same part of TLS";
        };
    }

    private static String rejected(Rejected rejected) {
        var name =
                rejected.at().commonName().map(common -> "`CN=" + common + "`").orElse("a certificate");
        return "the " + rejected.by().word() + " does not take " + name + ": " + rejected.reason();
    }

    private static String transport(Transport transport) {
        var server = transport.server();
        var client = transport.client();
        var values = switch (transport.fault()) {
            case DIFFERENT_PORT ->
                ": server " + server.localPort().value() + ", client "
                        + client.remotePort().value();
            case DIFFERENT_PROTOCOL, DIFFERENT_FAMILY ->
                ": server " + server.protocol().value().word() + ", client "
                        + client.protocol().value().word();
            case NONE, LOCAL_ONLY, DIFFERENT_CLIENT_PORT, NO_REMOTE -> "";
        };
        return words(transport.fault()) + values;
    }

    private static String lost(PacketSizes.Lost lost) {
        return "packets over " + lost.largest() + " bytes from the "
                + lost.sender().word() + " are lost";
    }

    private Optional<String> cipher() {
        return switch (prediction.dataCipher()) {
            case DataCipher.Agreed _ -> Optional.empty();
            case DataCipher.Mismatched(var server, var client) ->
                Optional.of("server uses cipher " + server + ", client " + client);
            case DataCipher.Rejected(var by, var server, var client) ->
                Optional.of("no shared cipher, the " + by.word() + " ends it: server " + String.join(":", server)
                        + ", client " + String.join(":", client));
        };
    }

    private Optional<String> framing() {
        return switch (prediction.compression()) {
            case Framing.Compatible _ -> Optional.empty();
            case Framing.Mismatched mismatched ->
                mismatched.consequence() == Outcome.WORKS
                        ? Optional.empty()
                        : Optional.of("packets of the " + mismatched.sender().word()
                                + " come in a compression framing that the "
                                + mismatched.sender().other().word() + " does not understand");
            case Framing.Refused _ -> Optional.of("the client refuses the pushed compression");
            case Framing.Forbidden _ ->
                Optional.of("the client ends the connection, since it allows no such compression framing");
        };
    }

    private Optional<String> devices() {
        return switch (prediction.deviceTypes()) {
            case DeviceTypes.Same _ -> Optional.empty();
            case DeviceTypes.Different(var server, var client, var _) ->
                Optional.of("server has a " + server.word() + " device, client a " + client.word() + " device");
            case DeviceTypes.Unset(var by) -> Optional.of("the " + by.word() + " has no `dev`");
        };
    }

    private static String joined(List<Optional<String>> reasons) {
        var said = reasons.stream().flatMap(Optional::stream).collect(Collectors.joining("; "));
        return said.isEmpty() ? "nothing passes" : said;
    }

    private static String words(Enum<?> fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
