package tallyflame.cli.record;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.ModuleOptions;
import tallyflame.cli.options.TableOptions;
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
    private record Document(int schema, List<Map<String, Object>> modules) {}

    @Mixin
    private TableOptions common;

    @Mixin
    private ModuleOptions own;

    @Override
    public Integer call() throws IOException {
        try (UserClassPath user = own.open()) {
            common.print(answer(ModuleRegistry.load(user.loader()).all()));
        }
        return Failures.DONE;
    }

    private static Answer answer(List<ScienceModule> modules) {
        Table<ScienceModule> table = Table.of(modules)
                .text("module", ScienceModule::name)
                .text("kind", ModulesCommand::kind)
                .text("reads", ScienceModule::columns)
                .text(
                        "computes",
                        module -> module.outputs().stream().map(Output::name).toList());
        return new Answer(
                        "Science modules",
                        () -> new Document(
                                1,
                                modules.stream().map(ModulesCommand::document).toList()))
                .table(table);
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
}
