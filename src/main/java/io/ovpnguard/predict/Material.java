package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;

/** Finds the text that an option names or carries inline. */
final class Material {

    private Material() {}

    /** {@return the text of an inline block, or of the file that the first argument names, if it was given} */
    static Optional<KeyText> of(Directive directive, Process process) {
        var text = directive.inline().isPresent()
                ? directive.inline().map(block -> KeyText.of(block.text()))
                : directive
                        .value(0)
                        .map(name -> name.startsWith("./") ? name.substring(2) : name)
                        .flatMap(process.profile().files()::find)
                        .flatMap(FileEntry::content)
                        .map(KeyText::of);
        return text.filter(found -> !found.isTemplate());
    }

    /** {@return the text of the last option of that name} */
    static Optional<KeyText> of(String option, Process process) {
        return process.config().written().last(option).flatMap(directive -> of(directive, process));
    }
}
