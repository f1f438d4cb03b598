package tallyflame.transfer.broker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.transfer.TransferException;

/**
 * The file that keeps credentials, one for each survey: the one that the broker's own client uses, so that both may be used
 * side by side. Only its owner may read it.
 */
public final class CredentialsFile {
    private static final String FOLDER = ".finkclient";
    private static final String OLD_NAME = "credentials.yml";
    private static final String SETTINGS = "settings";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS_READ =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    private final Path file;
    private final Survey survey;

    private CredentialsFile(Path file, Survey survey) {
        this.file = file;
        this.survey = survey;
    }

    /** The file at a place of the user's choice. */
    public static CredentialsFile at(Path file, Survey survey) {
        return new CredentialsFile(file, survey);
    }

    /** The file in the home folder. */
    public static CredentialsFile of(Survey survey) {
        String home = System.getenv("HOME") == null ? System.getProperty("user.home") : System.getenv("HOME");
        return at(Path.of(home, FOLDER, survey.label() + "_credentials.yml"), survey);
    }

    /** Where the file is, whether it exists or not. */
    public Path path() {
        return file;
    }

    /** Whether there is something to {@linkplain #read read}. */
    public boolean exists() {
        return Files.exists(file) || Files.exists(old());
    }

    /** The file of the client's older versions, which knew one survey. */
    private Path old() {
        return file.resolveSibling(OLD_NAME);
    }

    /**
     * Reads the file.
     *
     * @throws TransferException when it is missing, cannot be read, is damaged, lacks an entry, or holds a password that
     *     others can read; the message never holds a value
     */
    public Credentials read() throws IOException {
        if (!exists()) {
            throw new TransferException(file + ": no credentials for " + survey.label()
                    + "; write them by 'tallyflame alerts register --survey " + survey.label() + "'");
        }
        Path found = Files.exists(file) ? file : old();
        Map<String, Object> entries = entries(found);
        Credentials credentials = credentials(found, entries);
        requireOwnerOnly(found, entries);
        return credentials;
    }

    private Map<String, Object> entries(Path found) throws IOException {
        try {
            Object content = YAML.readValue(Files.readAllBytes(found), Object.class);
            if (content instanceof Map<?, ?> map) {
                Map<String, Object> entries = new LinkedHashMap<>();
                map.forEach((key, value) -> entries.put(String.valueOf(key), value));
                return entries;
            }
        } catch (AccessDeniedException e) {
            throw new TransferException(found + ": may not be read by this user; it belongs to somebody else", e);
        } catch (IOException e) {
            // The parser's message quotes the file, and with it perhaps the password.
            throw malformed(found, Files.isDirectory(found) ? "is a folder" : "is not YAML");
        }
        throw malformed(found, "has no entries 'key: value'");
    }

    private TransferException malformed(Path found, String what) {
        return new TransferException(found + ": " + what + "; write it again by 'tallyflame alerts register --survey "
                + survey.label() + "'");
    }

    private Credentials credentials(Path found, Map<String, Object> entries) throws IOException {
        return new Credentials(
                survey,
                text(entries, "username"),
                text(entries, "password"),
                required(found, entries, "groupid", "group_id"),
                required(found, entries, "servers"),
                timeout(found, entries),
                topics(entries),
                settings(entries));
    }

    private static String text(Map<String, Object> entries, String key) {
        Object value = entries.get(key);
        return value == null ? null : value.toString();
    }

    private String required(Path found, Map<String, Object> entries, String... keys) throws IOException {
        for (String key : keys) {
            Object value = entries.get(key);
            if (value instanceof List<?> several) {
                return String.join(",", several.stream().map(String::valueOf).toList());
            }
            if (value != null && !value.toString().isBlank()) {
                return value.toString();
            }
        }
        throw malformed(found, "has no entry '" + keys[0] + "'");
    }

    private int timeout(Path found, Map<String, Object> entries) throws IOException {
        Object value = entries.get("maxtimeout");
        if (value == null) {
            return Credentials.DEFAULT_TIMEOUT;
        }
        if (value instanceof Number seconds && seconds.doubleValue() > 0) {
            return (int) Math.ceil(seconds.doubleValue());
        }
        throw malformed(found, "has an entry 'maxtimeout' that is no number of seconds");
    }

    /** A list, or, from clients that keep more about each topic, a map by name. */
    private static List<String> topics(Map<String, Object> entries) {
        Object value = entries.getOrDefault("topics", entries.get("mytopics"));
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().map(String::valueOf).toList();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString().split("\\s*,\\s*", -1));
    }

    private static Map<String, String> settings(Map<String, Object> entries) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (entries.get(SETTINGS) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> settings.put(String.valueOf(key), String.valueOf(value)));
        }
        return settings;
    }

    private void requireOwnerOnly(Path found, Map<String, Object> entries) throws IOException {
        boolean secret = entries.get("password") != null
                || settings(entries).keySet().stream().anyMatch(Credentials::isSecret);
        if (secret && isPosix(found)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(found);
            if (OTHERS_READ.stream().anyMatch(permissions::contains)) {
                throw new TransferException(found + ": holds a password and can be read by others ("
                        + PosixFilePermissions.toString(permissions) + "); chmod 600 it");
            }
        }
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    /** Writes the file; what it held besides, for other clients, is kept. */
    public void write(Credentials credentials) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Map<String, Object> entries = Files.exists(file) ? entries(file) : new LinkedHashMap<>();
        entries.keySet().removeAll(Set.of("group_id", "mytopics"));
        put(entries, credentials);
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(unfinished);
        if (isPosix(file.toAbsolutePath().getParent())) {
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        Files.write(unfinished, YAML.writeValueAsBytes(entries));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(Map<String, Object> entries, Credentials credentials) {
        Object known = entries.get("topics");
        Map<String, Object> topics = new LinkedHashMap<>();
        for (String topic : new ArrayList<>(credentials.topics())) {
            Object content = known instanceof Map<?, ?> map ? map.get(topic) : null;
            topics.put(topic, content == null ? Map.of() : content);
        }
        entries.put("survey", credentials.survey().label());
        entries.put("username", credentials.username());
        entries.put("groupid", credentials.groupId());
        entries.put("servers", credentials.servers());
        entries.put("maxtimeout", credentials.maxTimeout());
        entries.put("topics", topics);
        putOrRemove(entries, "password", credentials.password());
        putOrRemove(entries, SETTINGS, credentials.settings().isEmpty() ? null : credentials.settings());
    }

    private static void putOrRemove(Map<String, Object> entries, String key, Object value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }
}
