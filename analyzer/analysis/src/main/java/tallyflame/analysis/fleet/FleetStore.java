package tallyflame.analysis.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tallyflame.recordings.InputException;

/**
 * The folder of a fleet's store. A batch is written file by file and then made part of the store by its manifest, in one step and
 * under a lock that the operating system takes back from a process that dies: whenever one is killed, each chunk counts once.
 */
public final class FleetStore {
    /** Version of the layout; a change of any column's name or meaning makes a new one. */
    public static final int SCHEMA = 2;

    private static final String DOCUMENT = "fleet.json";
    private static final String MANIFESTS = "manifests";
    private static final String WRITERS = "writers";
    private static final String JSON = ".json";

    /** So long files stay that are replaced: who has opened the store before may still read them. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Path folder;

    private FleetStore(Path folder) {
        this.folder = folder;
    }

    /** Whether a folder is a store. */
    public static boolean isStore(Path folder) {
        return Files.isRegularFile(folder.resolve(DOCUMENT));
    }

    /**
     * Opens a store.
     *
     * @throws InputException if it is none, or a newer version of this tool wrote it
     */
    public static FleetStore open(Path folder) throws IOException {
        if (!isStore(folder)) {
            if (!Files.exists(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            throw new InputException(
                    folder, "is no store of a fleet (it has no " + DOCUMENT + "); fleet add makes one");
        }
        Path path = folder.resolve(DOCUMENT);
        JsonNode schema;
        try {
            schema = new ObjectMapper().readTree(Files.readAllBytes(path)).path("schema");
        } catch (IOException e) {
            throw new InputException(path, "cannot be read: " + e.getMessage(), e);
        }
        if (!schema.isInt() || schema.asInt() != SCHEMA) {
            throw new InputException(
                    path,
                    "has schema " + schema + ", and this version reads schema " + SCHEMA
                            + "; use the version of tallyflame that wrote it");
        }
        return new FleetStore(folder);
    }

    /**
     * Opens a store, or makes an empty one.
     *
     * @throws InputException if the folder holds something else
     */
    public static FleetStore openOrMake(Path folder) throws IOException {
        if (!isStore(folder)) {
            Files.createDirectories(folder);
            try (Stream<Path> entries = Files.list(folder)) {
                // Another process may be making it.
                if (entries.anyMatch(entry -> !entry.getFileName().toString().startsWith(DOCUMENT))) {
                    if (!isStore(folder)) {
                        throw new InputException(folder, "is neither empty nor a store of a fleet");
                    }
                }
            }
            if (!isStore(folder)) {
                Path aside = folder.resolve(DOCUMENT + "." + UUID.randomUUID());
                publish(
                        ("{\"schema\":" + SCHEMA + "}\n").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        aside,
                        folder.resolve(DOCUMENT));
            }
        }
        Files.createDirectories(folder.resolve(MANIFESTS));
        Files.createDirectories(folder.resolve(WRITERS));
        return open(folder);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /**
     * The manifests that hold, in their order: all but those that another has replaced.
     *
     * @throws InputException if a manifest is damaged or newer, or two have the same place, since each may count what the other does
     */
    public List<Manifest> manifests() throws IOException {
        return live(allManifests());
    }

    private List<Manifest> live(List<Manifest> all) throws InputException {
        Set<String> replaced = new HashSet<>();
        Map<Long, String> places = new HashMap<>();
        for (Manifest manifest : all) {
            replaced.addAll(manifest.replaces());
            String other = places.put(manifest.number(), manifest.batch());
            if (other != null) {
                throw new InputException(
                        folder,
                        "the batches " + other + " and " + manifest.batch()
                                + " were written at once, so this file system keeps no locks; delete the manifest of one"
                                + " of them and add its recordings again");
            }
        }
        return all.stream()
                .filter(manifest -> !replaced.contains(manifest.batch()))
                .sorted(Comparator.comparingLong(Manifest::number))
                .toList();
    }

    private List<Manifest> allManifests() throws IOException {
        while (true) {
            try {
                return readManifests();
            } catch (NoSuchFileException e) {
                // Deleted meanwhile, since another has replaced it.
            }
        }
    }

    private List<Manifest> readManifests() throws IOException {
        Path manifests = folder.resolve(MANIFESTS);
        if (!Files.isDirectory(manifests)) {
            return List.of();
        }
        List<Path> paths;
        try (Stream<Path> entries = Files.list(manifests)) {
            paths = entries.filter(path -> path.toString().endsWith(JSON))
                    .sorted()
                    .toList();
        }
        List<Manifest> all = new ArrayList<>();
        for (Path path : paths) {
            Manifest manifest = Manifest.read(path, Files.readAllBytes(path));
            if (manifest.schema() != SCHEMA) {
                throw new InputException(
                        path, "has schema " + manifest.schema() + ", and this version reads " + SCHEMA);
            }
            all.add(manifest);
        }
        return all;
    }

    /** Begins a batch, and clears away what nobody needs any more. */
    public Batch begin() throws IOException {
        try (StoreLock lock = StoreLock.take(folder)) {
            assert lock.held();
            forgetReplaced();
            clear();
            return Batch.begin(folder.resolve(WRITERS));
        }
    }

    /** Manifests that were replaced so long ago that whoever opened the store before is done. */
    private void forgetReplaced() throws IOException {
        Set<String> forgotten = new HashSet<>();
        for (Manifest manifest : allManifests()) {
            long written = Files.getLastModifiedTime(manifest(manifest.batch())).toMillis();
            if (System.currentTimeMillis() - written > PATIENCE.toMillis()) {
                forgotten.addAll(manifest.replaces());
            }
        }
        for (String batch : forgotten) {
            Files.deleteIfExists(manifest(batch));
        }
    }

    private Path manifest(String batch) {
        return folder.resolve(MANIFESTS).resolve(batch + JSON);
    }

    /** Files that no manifest names and nobody is writing. */
    private void clear() throws IOException {
        Set<Path> named = new HashSet<>();
        allManifests().forEach(manifest -> manifest.files().forEach(file -> named.add(folder.resolve(file))));
        for (FleetTable table : FleetTable.values()) {
            Path files = folder.resolve(table.label());
            if (!Files.isDirectory(files)) {
                continue;
            }
            List<Path> paths;
            try (Stream<Path> entries = Files.walk(files)) {
                paths = entries.filter(Files::isRegularFile).toList();
            }
            for (Path path : paths) {
                String batch = path.getFileName().toString().replaceFirst("\\..*", "");
                if (!named.contains(path) && Batch.isOver(folder.resolve(WRITERS), batch)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** Whether a batch cannot become part of the store, because of others that did while it was made. */
    @FunctionalInterface
    public interface Conflict {
        /** Decides, given the manifests that were published meanwhile. */
        boolean with(List<Manifest> newer) throws IOException;
    }

    /**
     * Makes a batch part of the store, unless another process has come in between.
     *
     * @param manifest names files that are written and synchronised
     * @param seen the manifests that it was made with the knowledge of
     * @param conflict decides whether other ones than these, published meanwhile, are in the way
     * @return whether it is part of the store now; if not, its files are to be deleted and made anew
     */
    public boolean commit(Manifest manifest, List<Manifest> seen, Conflict conflict) throws IOException {
        try (StoreLock lock = StoreLock.take(folder)) {
            assert lock.held();
            List<Manifest> all = allManifests();
            List<Manifest> live = live(all);
            Set<String> names = new HashSet<>();
            live.forEach(other -> names.add(other.batch()));
            long last = all.stream().mapToLong(Manifest::number).max().orElse(0);
            long known = seen.stream().mapToLong(Manifest::number).max().orElse(0);
            List<Manifest> newer =
                    live.stream().filter(other -> other.number() > known).toList();
            boolean free = names.containsAll(manifest.replaces()) && (newer.isEmpty() || !conflict.with(newer));
            if (free) {
                Path to = manifest(manifest.batch());
                publish(manifest.numbered(last + 1).bytes(), to.resolveSibling(manifest.batch() + ".new"), to);
            }
            return free;
        }
    }

    private static void publish(byte[] content, Path aside, Path to) throws IOException {
        try (FileChannel file = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE);
        synchronize(to.getParent());
    }

    /** Has a file, or the entries of a folder, on the disk when it returns; folders where the operating system can. */
    public static void synchronize(Path path) throws IOException {
        boolean entries = Files.isDirectory(path);
        try (FileChannel file = FileChannel.open(path, entries ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            file.force(true);
        } catch (IOException e) {
            if (!entries) {
                throw e;
            }
        }
    }
}
