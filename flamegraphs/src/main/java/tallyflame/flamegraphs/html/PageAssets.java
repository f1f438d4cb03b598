package tallyflame.flamegraphs.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

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
            "model",
            "format",
            "colors",
            "change",
            "search",
            "functions",
            "graphs",
            "layout",
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
            "table",
            "app");

    private PageAssets() {}

    /** All modules as one script. */
    static String script() {
        return MODULES.stream()
                .map(module -> withoutModuleSyntax(resource(module + ".js")))
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "\n})();\n"));
    }

    static String style() {
        return resource("page.css");
    }

    static String template() {
        return resource("page.html");
    }

    /** The source by which a Content-Security-Policy allows exactly this inline text. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static String resource(String name) {
        try (InputStream stream = PageAssets.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("this build of tallyflame lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the resource " + name, e);
        }
    }

    private static String withoutModuleSyntax(String source) {
        return source.lines()
                .filter(line -> !line.startsWith("import "))
                .map(line -> line.startsWith("export ") ? line.substring("export ".length()) : line)
                .collect(Collectors.joining("\n"));
    }
}
