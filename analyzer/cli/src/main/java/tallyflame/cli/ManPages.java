package tallyflame.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the manual, a page for each verb, and the file that completes command lines, both from the verbs' own help. The build calls
 * it. The pages are in the language of man(7), so that nothing but {@code man} is needed to read them.
 */
public final class ManPages {
    private static final String NAME = "tallyflame";

    private ManPages() {}

    /**
     * Writes everything into the folders {@code man/man1} and {@code completion} of a distribution.
     *
     * @param arguments the folder of the distribution, and its version
     * @throws IOException if they cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path distribution = Path.of(arguments[0]);
        Path pages = Files.createDirectories(distribution.resolve("man").resolve("man1"));
        CommandLine main = Main.commandLine();
        for (CommandLine verb : withSubcommands(main)) {
            String name = verb.getCommandSpec().qualifiedName("-");
            Files.writeString(pages.resolve(name + ".1"), page(verb, arguments[1]));
        }
        Path completion = Files.createDirectories(distribution.resolve("completion"));
        Files.writeString(completion.resolve(NAME + ".bash"), AutoComplete.bash(NAME, main));
    }

    private static List<CommandLine> withSubcommands(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        ours(command.getCommandSpec()).forEach(verb -> all.addAll(withSubcommands(verb)));
        return all;
    }

    /** The verbs below one, without those that the library brings along. */
    private static List<CommandLine> ours(CommandSpec spec) {
        return spec.subcommands().values().stream()
                .filter(verb ->
                        verb.getCommandSpec().userObject().getClass().getName().startsWith(NAME))
                .toList();
    }

    private static String page(CommandLine verb, String version) {
        CommandSpec spec = verb.getCommandSpec();
        String description = String.join(" ", spec.usageMessage().description());
        StringBuilder page = new StringBuilder();
        page.append(".TH \"").append(spec.qualifiedName("-").toUpperCase(Locale.ROOT));
        page.append("\" 1 \"\" \"").append(NAME).append(' ').append(version).append("\"\n");
        section(page, "NAME", escaped(spec.qualifiedName("-")) + " \\- " + escaped(firstSentence(description)));
        section(
                page,
                "SYNOPSIS",
                ".nf\n" + lines(new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0)) + ".fi");
        section(page, "DESCRIPTION", text(description));
        section(page, "PARAMETERS", arguments(spec.positionalParameters()));
        section(page, "OPTIONS", arguments(spec.options()));
        section(page, "VERBS", subcommands(spec));
        List<String> footer = Arrays.asList(spec.usageMessage().footer());
        section(page, "EXAMPLES", footer.isEmpty() ? "" : ".nf\n" + examples(footer) + ".fi");
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String content) {
        if (!content.isEmpty()) {
            page.append(".SH ")
                    .append(title)
                    .append('\n')
                    .append(content.strip())
                    .append('\n');
        }
    }

    private static String firstSentence(String description) {
        int end = description.indexOf(". ");
        String sentence = end < 0 ? description : description.substring(0, end);
        return sentence.replaceFirst("[.:]$", "");
    }

    private static String arguments(List<? extends ArgSpec> arguments) {
        return arguments.stream()
                .filter(argument -> !argument.hidden())
                .map(argument -> ".TP\n\\fB" + escaped(name(argument)) + "\\fR\n"
                        + text(String.join(" ", argument.description())))
                .collect(Collectors.joining());
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof PositionalParamSpec) {
            return argument.paramLabel();
        }
        String names = String.join(", ", ((OptionSpec) argument).names());
        return argument.arity().max() == 0 ? names : names + " " + argument.paramLabel();
    }

    private static String subcommands(CommandSpec spec) {
        return ours(spec).stream()
                .map(CommandLine::getCommandSpec)
                .map(verb -> ".TP\n\\fB" + escaped(verb.qualifiedName("-")) + "\\fR(1)\n"
                        + text(firstSentence(
                                String.join(" ", verb.usageMessage().description()))))
                .collect(Collectors.joining());
    }

    private static String examples(List<String> footer) {
        return lines(footer.stream()
                .filter(line -> !line.isBlank() && !line.matches("Examples?:"))
                .collect(Collectors.joining("\n")));
    }

    private static String lines(String text) {
        return text.lines().map(ManPages::text).collect(Collectors.joining());
    }

    /** A line of text, which may begin like a request. */
    private static String text(String line) {
        return "\\&" + escaped(line) + "\n";
    }

    /** Text that no formatter changes: no sign is taken for a hyphen, an accent or an order. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(sign -> {
            switch (sign) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                    if (sign < 128) {
                        escaped.appendCodePoint(sign);
                    } else {
                        escaped.append(String.format("\\[u%04X]", sign));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
