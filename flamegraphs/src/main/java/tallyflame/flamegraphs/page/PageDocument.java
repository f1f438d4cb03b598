package tallyflame.flamegraphs.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One HTML file with everything in it: heading, styles, body, data and scripts, in this order. Its Content-Security-Policy
 * allows its own scripts and styles, by their hashes, workers that those scripts make, and no request at all; so neither
 * {@code style=} nor {@code onclick=} works in the body. Light and dark, tables ({@code table.data}), drawings ({@code svg.chart}) and print come from {@code
 * base.css}. Used once, by one thread.
 */
public final class PageDocument {
    private final String title;
    private final List<String> styles = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();
    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();

    /** @param title of the window, plain text */
    public PageDocument(String title) {
        this.title = title;
        style(Resources.text(PageDocument.class, "base.css"));
    }

    /** Adds a style sheet of the program's own. */
    public PageDocument style(String css) {
        styles.add(css);
        return this;
    }

    /** Adds a script of the program's own; it runs when all of the body and the data is there. */
    public PageDocument script(String source) {
        scripts.add(source);
        return this;
    }

    /** Appends markup; any text of a user's in it has gone through {@link Html#escape}. */
    public PageDocument body(String html) {
        body.append(html);
        return this;
    }

    /**
     * Adds data for the scripts: the element {@code part-NAME} holds them in Base64.
     *
     * @param deflated compressed by {@link Deflated}
     */
    public PageDocument part(String name, byte[] deflated) {
        parts.put(name, deflated);
        return this;
    }

    /** Adds a text for the scripts, which is compressed first. */
    public PageDocument part(String name, String text) {
        return part(name, Deflated.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The whole page. */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out);
        } catch (IOException e) {
            throw new AssertionError("memory takes all that is written", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Writes the page. The stream is flushed and stays open. */
    public void write(OutputStream out) throws IOException {
        write(
                out,
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                """
                        .formatted(policy(), Html.escape(title)));
        for (String style : styles) {
            write(out, "<style>" + style + "</style>\n");
        }
        write(out, "</head>\n<body>\n");
        write(out, body.toString());
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            write(out, "<script type=\"text/plain\" id=\"part-" + part.getKey() + "\">");
            out.write(Base64.getEncoder().encode(part.getValue()));
            write(out, "</script>\n");
        }
        for (String script : scripts) {
            write(out, "<script>" + script + "</script>\n");
        }
        write(out, "</body>\n</html>\n");
        out.flush();
    }

    private String policy() {
        return "default-src 'none'; script-src " + hashes(scripts) + "; style-src " + hashes(styles)
                + (scripts.isEmpty() ? "" : "; worker-src blob:") + "; base-uri 'none'; form-action 'none'";
    }

    private static String hashes(List<String> texts) {
        return texts.isEmpty()
                ? "'none'"
                : texts.stream().map(PageDocument::hash).distinct().collect(Collectors.joining(" "));
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

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
