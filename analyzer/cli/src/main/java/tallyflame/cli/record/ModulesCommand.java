package tallyflame.cli.record;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tallyflame.analysis.table.TextTable;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.UserClassPath;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;

/** {@code modules}: the science modules that can be run. */
@Command(
        name = "modules",
        mixinStandardHelpOptions = true,
        description = "Lists the science modules: name, kind, the alert columns they read, what they compute.",
        footer = {
            "",
            "Examples:",
            "  tallyflame modules",
            "  tallyflame modules --classpath my-modules.jar --json",
        })
public final class ModulesCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and class folders with modules of your own, separated like a Java class path.")
    private String classPath;

    @Override
    public Integer call() throws IOException {
        try (UserClassPath user = UserClassPath.open(classPath)) {
            List<ScienceModule> modules = ModuleRegistry.load(user.loader()).all();
            if (common.json()) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("schema", 1);
                document.put(
                        "modules",
                        modules.stream().map(ModulesCommand::document).toList());
                common.printJson(document);
            } else {
                common.out().print(text(modules));
                common.out().flush();
            }
        }
        return Failures.DONE;
    }

    private static Map<String, Object> document(ScienceModule module) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", module.name());
        document.put("kind", kind(module));
        document.put("class", module.getClass().getName());
        document.put("columns", module.columns());
        document.put("outputs", module.outputs());
        return document;
    }

    private static String kind(ScienceModule module) {
        return module.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String text(List<ScienceModule> modules) {
        TextTable table =
                new TextTable().text("module").text("kind").text("reads").text("computes");
        for (ScienceModule module : modules) {
            List<String> outputs = module.outputs().stream().map(Output::name).toList();
            int lines = Math.max(1, Math.max(module.columns().size(), outputs.size()));
            for (int line = 0; line < lines; line++) {
                boolean first = line == 0;
                table.row(
                        first ? module.name() : "",
                        first ? kind(module) : "",
                        line < module.columns().size() ? module.columns().get(line) : "",
                        line < outputs.size() ? outputs.get(line) : "");
            }
        }
        return table.render();
    }
}
