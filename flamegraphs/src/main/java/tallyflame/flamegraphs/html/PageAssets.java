package tallyflame.flamegraphs.html;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tallyflame.flamegraphs.page.Resources;

/**
 * The viewer, put together from its source files. They are ES modules, so that Node can test them one by one; the page is
 * one file, so here their imports and exports are taken off and all of them share one function scope. That needs no bundler,
 * and names at the top level must be unique among them, which a test checks.
 */
final class PageAssets {
    /** In the order in which they depend on each other. */
    static final List<String> MODULES = List.of(
            "bytes",
            "names",
            "tree",
            "samples",
            "format",
            "colors",
            "clock",
            "heat",
            "model",
            "change",
            "ranges",
            "search",
            "functions",
            "graphs",
            "collapsed",
            "merged",
            "recursion",
            "layout",
            "order",
            "painter",
            "view",
            "link",
            "details",
            "export",
            "viewer",
            "stage",
            "controls",
            "dom",
            "timeline",
            "lanes",
            "table",
            "chosen",
            "source",
            "app");

    private static final Pattern COMMENT = Pattern.compile("(?m)^ *(?://.*|/\\*\\*(?s:.*?)\\*/ *)\\R");

    private PageAssets() {}

    /** All modules as one script. */
    static String script() {
        return MODULES.stream()
                .map(module -> forThePage(resource(module + ".js")))
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "\n})();\n"));
    }

    static String style() {
        return resource("page.css");
    }

    static String template() {
        return resource("page.html");
    }

    static String resource(String name) {
        return Resources.text(PageAssets.class, name);
    }

    /** Formatter and further modules, whose sources are given, as one script; modules of other pages may import no others of these. */
    static String script(List<String> sources) {
        return Stream.concat(Stream.of(resource("format.js")), sources.stream())
                .map(PageAssets::forThePage)
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "\n})();\n"));
    }

    /** Comments on lines of their own and indentation stay at home, too: they are a fifth of the source. */
    private static String forThePage(String source) {
        return COMMENT.matcher(source)
                .replaceAll("")
                .lines()
                .filter(line -> !line.startsWith("import "))
                .map(line -> line.startsWith("export ") ? line.substring("export ".length()) : line)
                .map(String::stripLeading)
                .collect(Collectors.joining("\n"));
    }
}
