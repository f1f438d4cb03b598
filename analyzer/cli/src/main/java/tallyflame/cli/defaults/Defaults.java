package tallyflame.cli.defaults;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.PropertiesDefaultProvider;

/**
 * Defaults of options that the user keeps in files: {@code country=FR} for every verb that has {@code --country}, or {@code
 * tallyflame.run.country=FR} for one. The file in the working folder comes before the one in the home.
 */
public final class Defaults {
    private static final String NAME = "tallyflame.properties";

    /**
     * One of them.
     *
     * @param key name of an option, with or without its verb
     * @param file where it stands
     */
    public record Setting(String key, String value, Path file) {}

    private final Map<String, Setting> settings;

    private Defaults(Map<String, Setting> settings) {
        this.settings = settings;
    }

    /**
     * Those of this user and this folder.
     *
     * @throws IOException if a file is there and cannot be read; the message names it
     */
    public static Defaults here() throws IOException {
        return of(Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")));
    }

    /** Those of a working folder and a home. */
    static Defaults of(Path folder, Path home) throws IOException {
        Map<String, Setting> settings = new TreeMap<>();
        read(home.resolve(NAME), settings);
        read(folder.resolve(NAME), settings);
        return new Defaults(settings);
    }

    private static void read(Path file, Map<String, Setting> settings) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
        for (String key : properties.stringPropertyNames()) {
            settings.put(key, new Setting(key, properties.getProperty(key).strip(), file));
        }
    }

    /** All of them, by key. */
    public List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /** Gives them to the options of a command line. */
    public IDefaultValueProvider provider() {
        Properties properties = new Properties();
        settings.values().forEach(setting -> properties.setProperty(setting.key, setting.value));
        return new PropertiesDefaultProvider(properties);
    }
}
