package io.ovpnguard.manifest;

import java.util.List;
import java.util.regex.Pattern;

/** Tells a manifest from other texts before it is parsed. */
final class ManifestText {

    /** Every object of the API has a kind. In OpenVPN's configs no option ends in a colon. */
    private static final Pattern KIND = Pattern.compile("(?m)^[ \\t{\\[-]*[\"']?(?:kind|apiVersion)[\"']?\\s*:");

    /** Only these kinds, and lists of them, hold texts. */
    private static final Pattern HOLDS_TEXTS = Pattern.compile(
            "(?m)^[^#\\n]{0,200}[\"']?kind[\"']?[ \\t]{0,20}:[ \\t]{0,20}[\"']?(?:ConfigMap|Secret|List)\\b");

    private static final Pattern JSON = Pattern.compile("^\\uFEFF?\\s*[{\\[]");

    /** Helm's and Jinja's control blocks make a file that is no YAML; values such as {@code "{{ x }}"} may be. */
    private static final List<String> CONTROL = List.of("{{-", "{%", "{{ .Values", "{{ include");

    private ManifestText() {}

    /** {@return whether a text means to be a manifest, well-formed or not} */
    static boolean isOne(String text) {
        return JSON.matcher(text).find() || KIND.matcher(text).find();
    }

    /** {@return whether a text means to be a manifest of objects that hold texts} */
    static boolean holdsTexts(String text) {
        return text.contains("kind") && isOne(text) && HOLDS_TEXTS.matcher(text).find();
    }

    /** {@return whether some program has yet to make a manifest of it} */
    static boolean isTemplate(String text) {
        return CONTROL.stream().anyMatch(text::contains);
    }
}
