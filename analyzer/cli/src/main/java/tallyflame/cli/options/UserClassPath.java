package tallyflame.cli.options;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** The jars and class folders of {@code --classpath}, on top of our own classes. */
public final class UserClassPath implements Closeable {
    private final URLClassLoader loader;

    private UserClassPath(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Opens a class path.
     *
     * @param classPath separated like a Java class path; {@code null}: nothing but our own classes
     * @throws NoSuchFileException when a part does not exist, which Java itself would pass over in silence
     */
    public static UserClassPath open(String classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path path : entries(classPath)) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            urls.add(path.toUri().toURL());
        }
        return new UserClassPath(new URLClassLoader(urls.toArray(new URL[0]), UserClassPath.class.getClassLoader()));
    }

    /** The parts of a class path; of {@code null} none. */
    public static List<Path> entries(String classPath) {
        List<Path> entries = new ArrayList<>();
        if (classPath != null) {
            for (StringTokenizer parts = new StringTokenizer(classPath, File.pathSeparator); parts.hasMoreTokens(); ) {
                entries.add(Path.of(parts.nextToken()));
            }
        }
        return entries;
    }

    /** Loads classes of the class path, and ours. */
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
