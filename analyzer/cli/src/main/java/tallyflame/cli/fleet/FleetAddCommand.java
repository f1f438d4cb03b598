package tallyflame.cli.fleet;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.add.FleetAdd;
import tallyflame.analysis.fleet.add.Labels;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.flamegraphs.Quantity;

/** Adds recordings to a store. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Adds recordings to a store, which is made if there is none. Chunks that are there already are left out,",
            "so a folder can be added again and again, by several processes at once."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tallyflame fleet add store recordings/ --label service=checkout --label version=1.2.3 --label host=a7",
            "  tallyflame fleet add store '/dumps/a7-*.jfr' --label service=checkout --label host=a7"
        })
public final class FleetAddCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "STORE", description = "The folder of the store.")
    private Path store;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IN",
            description = "Recordings, folders of them, or globs.")
    private List<String> inputs;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "What they are: service, version, host, commit, or anything else.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--unfinished", description = "Count chunks that their JVM has not finished, as they are.")
    private boolean unfinished;

    @Override
    public Integer call() throws Exception {
        Labels given;
        try {
            given = Labels.of(labels);
        } catch (IllegalArgumentException e) {
            throw common.usage(e.getMessage());
        }
        List<Path> recordings = FleetAdd.recordings(paths());
        FleetAdd.Result result;
        try (TemporaryFolder temporary = TemporaryFolder.make()) {
            result = new FleetAdd(FleetStore.openOrMake(store), given, unfinished, temporary.path(), what -> {})
                    .add(recordings);
        }
        if (common.json()) {
            common.printJson(document(result));
            return Failures.DONE;
        }
        common.out()
                .println(Quantity.of(result.chunks(), "chunks") + " of "
                        + Quantity.of(result.recordings(), "recordings") + " added, " + Quantity.count(result.already())
                        + " were there already, "
                        + Quantity.count(result.refused().size()) + " refused");
        result.refused()
                .forEach(refused -> common.err().println("not added: " + refused.file() + ": " + refused.reason()));
        common.out().flush();
        common.err().flush();
        return Failures.DONE;
    }

    private static Map<String, Object> document(FleetAdd.Result result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("recordings", result.recordings());
        document.put("chunks", result.chunks());
        document.put("already", result.already());
        document.put("refused", result.refused());
        return document;
    }

    private List<Path> paths() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (String input : inputs) {
            if (Files.exists(Path.of(input))) {
                paths.add(Path.of(input));
            } else {
                paths.addAll(glob(input));
            }
        }
        return paths;
    }

    /** What a glob that no shell has expanded means. */
    private static List<Path> glob(String text) throws IOException {
        Path pattern = Path.of(text).toAbsolutePath();
        Path folder = pattern.getRoot();
        for (Path part : pattern) {
            if (part.toString().matches(".*[*?\\[{].*")) {
                break;
            }
            folder = folder.resolve(part);
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(text);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> entries = Files.walk(folder)) {
            List<Path> found = entries.filter(matcher::matches).sorted().toList();
            if (found.isEmpty()) {
                throw new NoSuchFileException(text);
            }
            return found;
        }
    }
}
