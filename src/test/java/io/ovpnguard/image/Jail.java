package io.ovpnguard.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A process that sees a folder as its whole file system, as one in a container does: this machine's programs and
 * libraries and its JDK, which stand for the image's base, are mounted into it, read-only.
 *
 * @param mounts folders of this machine by where they are seen, read-only
 * @param scratch empty folders that the process may write to
 */
record Jail(Path root, boolean readOnly, Map<String, Path> mounts, List<String> scratch) {

    static final String JAVA = "/opt/java/openjdk";

    /** {@return the words that start a program in it, without any right but to be a user} */
    List<String> words(int user, int group, Path folder, Map<String, String> environment, List<String> program) {
        var all = new ArrayList<>(
                List.of("unshare", "--mount", "--propagation=private", "bash", "-c", script(user), "jail"));
        all.addAll(List.of("chroot", root.toString(), "setpriv"));
        if (user != 0) {
            all.addAll(List.of("--reuid=" + user, "--regid=" + group, "--clear-groups"));
            all.addAll(List.of("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"));
        }
        all.addAll(List.of("env", "-i", "-C", folder.toString(), "PATH=" + JAVA + "/bin:/usr/bin:/bin"));
        environment.forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(program);
        return all;
    }

    private String script(int user) {
        var lines = new ArrayList<String>();
        lines.add("set -e; cd " + root);
        lines.add("chmod 755 .; mount --bind . .; cd " + root);
        lines.add("mkdir -p usr etc/ssl dev proc tmp ." + JAVA);
        lines.add("for link in bin lib lib64 sbin; do ln -sfn usr/$link $link; done");
        lines.add("cp /etc/ld.so.cache etc/; echo root:x:0:0::/:/bin/false >etc/passwd");
        lines.add("for folder in usr etc/ssl; do mount --bind -o ro /$folder $folder; done");
        lines.add("mount --rbind /dev dev; mount --rbind /proc proc");
        lines.add("mount --bind -o ro " + System.getProperty("java.home") + " ." + JAVA);
        mounts.forEach((seen, here) -> lines.add("mkdir -p ." + seen + "; mount --bind -o ro " + here + " ." + seen));
        for (var folder : scratch) {
            lines.add("mkdir -p ." + folder + "; mount -t tmpfs -o mode=700,uid=" + user + " tmpfs ." + folder);
        }
        if (readOnly) {
            lines.add("mount -o remount,ro,bind .");
        }
        lines.add("exec \"$@\"");
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
