package tallyflame.modules.alerts;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the files of a data set: one file, or all Parquet files below a folder, Hive partitions included. */
final class AlertFolder {
    private static final List<String> SUFFIXES = List.of(".parquet", ".parq", ".pq");
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    private AlertFolder() {}

    /** The files of a data set, sorted by path; a file that is named itself may have any name. */
    static List<AlertFile> files(Path fileOrFolder) throws IOException {
        if (Files.isRegularFile(fileOrFolder)) {
            return List.of(new AlertFile(fileOrFolder, Map.of()));
        }
        if (!Files.isDirectory(fileOrFolder)) {
            throw new NoSuchFileException(fileOrFolder.toString());
        }
        List<AlertFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(fileOrFolder)) {
            all.filter(path -> isData(fileOrFolder, path))
                    .sorted(Comparator.comparing(Path::toString))
                    .forEach(path -> files.add(new AlertFile(path, partitions(fileOrFolder.relativize(path)))));
        }
        if (files.isEmpty()) {
            throw new AlertDataException(
                    fileOrFolder,
                    "no Parquet file (" + String.join(", ", SUFFIXES) + ") in this folder or below; there is "
                            + content(fileOrFolder) + "; name a folder with alerts, or make some by 'alerts generate'");
        }
        return files;
    }

    /** Spark leaves marks ({@code _SUCCESS}, {@code .part.crc}, {@code _temporary/}) next to the data. */
    private static boolean isData(Path root, Path path) {
        for (Path part : root.relativize(path)) {
            char first = part.toString().isEmpty() ? 'x' : part.toString().charAt(0);
            if (first == '_' || first == '.') {
                return false;
            }
        }
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(name::endsWith) && Files.isRegularFile(path);
    }

    private static Map<String, String> partitions(Path relative) {
        Map<String, String> partitions = new LinkedHashMap<>();
        for (Path part : relative) {
            String name = part.toString();
            int equals = name.indexOf('=');
            if (equals > 0 && !part.equals(relative.getFileName())) {
                String value =
                        URLDecoder.decode(name.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
                partitions.put(name.substring(0, equals), HIVE_NULL.equals(value) ? null : value);
            }
        }
        return partitions;
    }

    private static String content(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                return "nothing";
            }
            int shown = Math.min(3, names.size());
            String list = String.join(", ", names.subList(0, shown));
            return names.size() > shown ? list + " and " + (names.size() - shown) + " more" : list;
        }
    }
}
