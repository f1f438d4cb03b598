package tallyflame.modules;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real alerts and gold values that lie in a folder {@code shared} beside the checkout; where they do not, the tests
 * that need them are skipped and say so. {@code TALLYFLAME_SHARED} names another place.
 */
public final class Shared {
    private static final Path ROOT = find();

    private Shared() {}

    private static Path find() {
        String named = System.getenv("TALLYFLAME_SHARED");
        if (named != null) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("shared/ALGORITHMS.md"))) {
                return folder.resolve("shared");
            }
        }
        return Path.of("shared");
    }

    private static Path require(String name) {
        Path path = ROOT.resolve(name);
        assumeTrue(
                Files.exists(path), () -> "skipped: there is no " + path + " (real alerts, not part of the project)");
        return path;
    }

    /** The folder of 190 real alerts. */
    public static Path alerts() {
        return require("alerts");
    }

    /** A catalogue file. */
    public static Path catalog(String name) {
        return require("catalogs/" + name);
    }

    /** A file of gold values. */
    public static Path goldFile(String name) {
        return require("gold/" + name);
    }

    /** A CSV file of gold values. */
    public static GoldTable gold(String name) {
        try {
            return GoldTable.read(goldFile(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
