package tallyflame.transfer.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files below the folder of a transfer: which are ours, which are alerts, which no manifest names. */
public final class FolderFiles {
    private static final Pattern DATA = Pattern.compile("transfer-\\d+-\\d+-\\d+(-\\d+)?\\.(parquet|avro)");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\.(transfer-[\\d-]+|\\d+-\\d+-\\d+\\.json|transfer\\.json)\\.tmp");
    private static final Pattern REJECTED = Pattern.compile("\\d+-\\d+\\.(bin|txt)");

    private FolderFiles() {}

    /** Name of a file of alerts; the last part tells files of a batch apart whose schemas differ. */
    static String dataName(OffsetRange range, int partition, int number, OutputFormat format) {
        String name = "transfer-" + partition + "-" + range.first() + "-" + range.last();
        return name + (number == 0 ? "" : "-" + number) + "." + format.label();
    }

    /** Names of the files about a rejected record: its bytes, and why. */
    static List<String> rejectedNames(int partition, long offset) {
        return List.of(partition + "-" + offset + ".bin", partition + "-" + offset + ".txt");
    }

    /** All files that readers take for alerts, whoever wrote them, in the order of their names. */
    public static List<Path> alerts(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> isAlerts(root.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isAlerts(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith("_") || part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = path.getFileName().toString();
        return name.endsWith(".parquet") || name.endsWith(".avro");
    }

    /** Everything that manifests name, as paths below the folder. */
    static Set<String> named(List<Manifest> manifests) {
        Set<String> named = new HashSet<>();
        for (Manifest manifest : manifests) {
            manifest.files().forEach(file -> named.add(file.path()));
            manifest.rejected().forEach(rejected -> rejectedNames(manifest.partition(), rejected.offset())
                    .forEach(name -> named.add(TransferFolder.REJECTED + "/" + name)));
        }
        return named;
    }

    /** Deletes the files of ours that no manifest names. */
    static void deleteOrphans(Path root, List<Manifest> manifests) throws IOException {
        Set<String> named = named(manifests);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (isOurs(root, file) && !named.contains(relative(root, file))) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isOurs(Path root, Path file) {
        String name = file.getFileName().toString();
        boolean rejected = file.getParent().equals(root.resolve(TransferFolder.REJECTED));
        return DATA.matcher(name).matches()
                || UNFINISHED.matcher(name).matches()
                || (rejected && REJECTED.matcher(name).matches());
    }

    static String relative(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
