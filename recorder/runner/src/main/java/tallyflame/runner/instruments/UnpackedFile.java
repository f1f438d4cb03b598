package tallyflame.runner.instruments;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.EnvironmentException;

/**
 * A file of ours that other processes open by its path, unpacked from the class path into the user's cache. Its folder there is
 * named by its hash, so that no version ever replaces a file that the processes of another have open.
 */
public final class UnpackedFile {
    private static final String OURS = "TALLYFLAME_CACHE";

    /** Digits of the hash in the name of a folder: enough to tell versions apart; the whole hash is compared, too. */
    private static final int DIGITS = 16;

    private UnpackedFile() {}

    /** The folder for what can be made again: {@code $TALLYFLAME_CACHE}, else {@code tallyflame} where the system keeps caches. */
    public static Path cache(Map<String, String> environment, String home) {
        if (!environment.getOrDefault(OURS, "").isEmpty()) {
            return Path.of(environment.get(OURS)).toAbsolutePath();
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (caches.startsWith("/") ? Path.of(caches) : Path.of(home, ".cache")).resolve("tallyflame");
    }

    /**
     * Unpacks a resource, unless the file is there already and holds the same bytes.
     *
     * @param name of the file
     * @throws EnvironmentException if the resource cannot be read or the cache not be written
     */
    static Path of(URL resource, String name) throws EnvironmentException {
        return of(resource, name, cache(System.getenv(), System.getProperty("user.home")));
    }

    /** The same in a cache of one's choice. */
    static Path of(URL resource, String name, Path cache) throws EnvironmentException {
        byte[] content = read(resource, name);
        Path file = cache.resolve(hash(content).substring(0, DIGITS)).resolve(name);
        try {
            if (!Files.isRegularFile(file) || !hash(Files.readAllBytes(file)).equals(hash(content))) {
                AtomicFiles.write(file, temporary -> Files.write(temporary, content));
            }
            return file;
        } catch (IOException e) {
            throw new EnvironmentException(e.getMessage() + "; set " + OURS + " to a folder you may write to", e);
        }
    }

    private static byte[] read(URL resource, String name) throws EnvironmentException {
        try (InputStream in = resource.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new EnvironmentException(
                    resource + ": " + name + " cannot be unpacked: " + e.getMessage()
                            + "; the jar is damaged, get it again",
                    e);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
