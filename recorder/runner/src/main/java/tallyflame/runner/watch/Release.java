package tallyflame.runner.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code release} in which an installation of Java says what it is. */
public final class Release {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");

    private Release() {}

    /**
     * Feature version of the Java that a launcher belongs to.
     *
     * @param program its path, or a name that is looked for on the {@code PATH}
     */
    public static OptionalInt ofLauncher(String program) {
        String places = program.contains("/") ? "" : System.getenv().getOrDefault("PATH", "");
        for (String place : places.split(File.pathSeparator, -1)) {
            try {
                Path bin = Path.of(place).resolve(program).toRealPath().getParent();
                return feature(bin.getParent());
            } catch (IOException e) {
                // Not there.
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Its feature version, such as 17.
     *
     * @param home folder of the installation, or {@code null}
     */
    static OptionalInt feature(Path home) {
        if (home != null) {
            // Java 8 has its launcher also in jre/bin, and the file beside jre.
            for (Path folder : new Path[] {home, home.getParent()}) {
                try {
                    Matcher version = VERSION.matcher(Files.readString(folder.resolve("release")));
                    if (version.find()) {
                        return OptionalInt.of(Integer.parseInt(version.group(1)));
                    }
                } catch (IOException e) {
                    // Not there: nothing is known.
                }
            }
        }
        return OptionalInt.empty();
    }
}
