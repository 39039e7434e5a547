package io.ovpnguard.rule;

import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.VersionPair;
import io.ovpnguard.finding.Where;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Process;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes what one run of one rule reports; it already knows the rule and the versions. Each chain begins with
 * {@code at} and ends when the next begins or the rule returns.
 */
public final class Report {

    private final RuleId rule;
    private final Severity ceiling;
    private final VersionPair versions;
    private final List<Entry> entries = new ArrayList<>();

    Report(RuleId rule, Severity ceiling, VersionPair versions) {
        this.rule = Objects.requireNonNull(rule);
        this.ceiling = Objects.requireNonNull(ceiling);
        this.versions = Objects.requireNonNull(versions);
    }

    /** Begins a finding at a span; {@code message} says what is wrong there. */
    public Entry at(Span span, String message) {
        return begin(new Label(new Where.At(span), message));
    }

    /** Begins a finding where a setting comes from, or at the config as a whole when nothing is written. */
    public Entry at(Setting<?> setting, Source config, String message) {
        return begin(new Label(place(setting, config), message));
    }

    /** Begins a finding about a config as a whole. */
    public Entry at(Source config, String message) {
        return at(new Where.Absent(config), message);
    }

    /** Begins a finding at a place. */
    public Entry at(Where place, String message) {
        return begin(new Label(place, message));
    }

    /** Begins a finding where a key stands: with another key there, it is another one. */
    public Entry at(KeyPlace key, String message) {
        return begin(new Label(key.where(), message, Optional.of(key.key().fingerprint())));
    }

    /** Begins a finding at the option that names a certificate, and at its file where that was given. */
    public Entry at(HeldCertificate held, String message) {
        return at(held.process(), held.option(), message)
                .sharedBy(held.certificate().fingerprint())
                .andFile(held.process(), held.option(), "the certificate is in this file");
    }

    /** Begins a finding at the option whose key material a process refuses. */
    public Entry at(RefusedMaterial refused, String message) {
        var process = refused.profile().process();
        var entry = at(process, refused.fault().option(), message);
        process.material(refused.fault().option()).ifPresent(text -> entry.sharedBy(text.fingerprint()));
        return entry;
    }

    /** Begins a finding at an option of a process, or at its config as a whole where the option is not written. */
    public Entry at(Process process, String option, String message) {
        return begin(label(process, option, message));
    }

    private static Label label(Process process, String option, String text) {
        return new Label(place(process, option), text, process.material(option).map(KeyText::fingerprint));
    }

    private static Where place(Process process, String option) {
        return process.config()
                .written()
                .last(option)
                .<Where>map(directive -> new Where.At(directive.valueSpan()))
                .orElse(new Where.Absent(process.source()));
    }

    private Entry begin(Label primary) {
        var entry = new Entry(primary);
        entries.add(entry);
        return entry;
    }

    private static Where place(Setting<?> setting, Source config) {
        return switch (setting.origin()) {
            case Origin.Written(var span) -> new Where.At(span);
            case Origin.Pushed(var span) -> new Where.At(span);
            case Origin.Implied(var by) -> new Where.At(by);
            case Origin.Default _ -> new Where.Absent(config);
        };
    }

    /** {@return what becomes of a pair, as the end of a sentence} */
    public static String sentence(Outcome outcome) {
        return consequence(outcome).sentence();
    }

    private static Consequence consequence(Outcome outcome) {
        return switch (outcome) {
            case SERVER_START -> Consequence.SERVER_START;
            case CLIENT_START -> Consequence.CLIENT_START;
            case NO_HANDSHAKE -> Consequence.NO_HANDSHAKE;
            case NO_TRAFFIC -> Consequence.NO_TRAFFIC;
            case LARGE_LOST -> Consequence.LARGE_LOST;
            case WORKS -> Consequence.NONE;
        };
    }

    List<Finding> findings() {
        return entries.isEmpty()
                ? List.of()
                : entries.stream().map(Entry::finding).toList();
    }

    /** One finding in the making. */
    public final class Entry {

        private final Label primary;
        private final List<Label> related = new ArrayList<>();
        private Severity severity = ceiling;
        private Consequence consequence = Consequence.NONE;
        private Optional<String> help = Optional.empty();
        private List<String> serverLog = List.of();
        private List<String> clientLog = List.of();
        private Optional<String> cause = Optional.empty();

        private Entry(Label primary) {
            this.primary = primary;
        }

        /** Names what others may have too: with the same message at another place, that is no second finding. */
        public Entry sharedBy(String shared) {
            cause = Optional.of(shared);
            return this;
        }

        /** Adds another place. */
        public Entry and(Span span, String text) {
            related.add(new Label(new Where.At(span), text));
            return this;
        }

        /** Adds the place where a setting comes from, or the config as a whole when nothing is written. */
        public Entry and(Setting<?> setting, Source config, String text) {
            related.add(new Label(place(setting, config), text));
            return this;
        }

        /** Adds a config as a whole. */
        public Entry and(Source config, String text) {
            return and(new Where.Absent(config), text);
        }

        /** Adds another place. */
        public Entry and(Where place, String text) {
            related.add(new Label(place, text));
            return this;
        }

        /** Adds an option of a process, or its config as a whole where the option is not written. */
        public Entry and(Process process, String option, String text) {
            related.add(label(process, option, text));
            return this;
        }

        /** Adds the file that an option names, where it was given: that is what to change. */
        public Entry andFile(Process process, String option, String text) {
            process.file(option).ifPresent(file -> and(file, text));
            return this;
        }

        /** Lowers the severity; the rule's own is the ceiling. */
        public Entry as(Severity lower) {
            severity = lower.compareTo(ceiling) < 0 ? ceiling : lower;
            return this;
        }

        /** Says what OpenVPN would do. */
        public Entry leadsTo(Consequence outcome) {
            consequence = outcome;
            return this;
        }

        /** Says what becomes of the pair because of this alone. */
        public Entry leadsTo(Outcome outcome) {
            return leadsTo(consequence(outcome));
        }

        /** Says what to change. */
        public Entry help(String text) {
            help = Optional.of(text);
            return this;
        }

        /** Says what both sides would log. */
        public Entry logs(LogLines lines) {
            return logs(lines.server(), lines.client());
        }

        /** Says what both sides would log. */
        public Entry logs(List<String> server, List<String> client) {
            serverLog = server;
            clientLog = client;
            return this;
        }

        private Finding finding() {
            return new Finding(
                    rule,
                    severity,
                    primary,
                    related,
                    help,
                    consequence,
                    List.of(versions),
                    serverLog,
                    clientLog,
                    cause);
        }
    }
}
