package tallyflame.analysis.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tallyflame.flamegraphs.page.Html;
import tallyflame.flamegraphs.page.PageDocument;

/**
 * What a verb answers: a JSON document, and for people the same as lines, lists and tables. Text in it is as it was found; each form
 * escapes what it must.
 */
public final class Answer {
    /** A piece of an answer. */
    sealed interface Part permits Table, Lines, Items, Drawing, Later {}

    /** Lines of running text. */
    private record Lines(List<String> lines) implements Part {}

    /** A list with a title. */
    private record Items(String title, List<String> items) implements Part {}

    /** Characters that make a picture where all are equally wide. */
    private record Drawing(String text) implements Part {}

    /** What is made when it is asked for. */
    private record Later(Consumer<Answer> parts) implements Part {}

    private final String title;
    private final Supplier<?> document;
    private final List<Part> parts = new ArrayList<>();
    private Supplier<? extends Table<?>> main;

    /**
     * An answer without any text yet.
     *
     * @param title of its page
     * @param document makes what is written as JSON, if it is
     */
    public Answer(String title, Supplier<?> document) {
        this.title = title;
        this.document = document;
    }

    /** Adds a paragraph, each line of which stays one. */
    public Answer lines(String... lines) {
        return lines(List.of(lines));
    }

    /** Adds a paragraph, each line of which stays one; without lines, nothing. */
    public Answer lines(List<String> lines) {
        if (!lines.isEmpty()) {
            parts.add(new Lines(List.copyOf(lines)));
        }
        return this;
    }

    /** Adds a list; without items, nothing. */
    public Answer list(String heading, List<String> items) {
        if (!items.isEmpty()) {
            parts.add(new Items(heading, List.copyOf(items)));
        }
        return this;
    }

    /** Adds a picture of characters that are all equally wide. */
    public Answer drawing(String text) {
        parts.add(new Drawing(text));
        return this;
    }

    /** Adds a table; the first is written as CSV. */
    public Answer table(Table<?> table) {
        parts.add(table);
        return main == null ? csv(() -> table) : this;
    }

    /** Says which table is written as CSV; people need not see it. */
    public Answer csv(Supplier<? extends Table<?>> table) {
        main = table;
        return this;
    }

    /** Adds all that another answer has for people. */
    public Answer all(Answer other) {
        parts.addAll(other.parts);
        return this;
    }

    /** Has more for people, which takes work and is added when it is to be written. */
    public Answer later(Consumer<Answer> more) {
        parts.add(new Later(more));
        return this;
    }

    private Stream<Part> written() {
        return parts.stream().flatMap(part -> {
            if (part instanceof Later later) {
                Answer more = new Answer(title, document);
                later.parts().accept(more);
                return more.written();
            }
            return Stream.of(part);
        });
    }

    /**
     * The whole answer, with a line feed at its end.
     *
     * @param width columns of the terminal: what is set in columns is cut there
     */
    public String write(Format format, int width) {
        return switch (format) {
            case TABLE -> joined(part -> text(part, width));
            case CSV -> Csv.of(main.get());
            case JSON -> Json.text(document.get()) + "\n";
            case MD -> joined(Answer::markdown);
            case HTML -> page();
        };
    }

    private String joined(Function<Part, String> form) {
        return written().map(form).collect(Collectors.joining("\n"));
    }

    private static String text(Part part, int width) {
        if (part instanceof Table<?> table) {
            return TerminalTable.of(table, width);
        }
        if (part instanceof Items items) {
            return TerminalText.clean(items.title()) + "\n"
                    + lines(items.items(), line -> "  " + TerminalText.clean(line));
        }
        if (part instanceof Drawing drawing) {
            return lines(drawing.text().lines().toList(), TerminalText::clean);
        }
        return lines(((Lines) part).lines(), TerminalText::clean);
    }

    private static String markdown(Part part) {
        if (part instanceof Table<?> table) {
            return Markdown.of(table);
        }
        if (part instanceof Items items) {
            return "**" + Markdown.escape(items.title()) + "**\n\n"
                    + lines(items.items(), line -> "- " + Markdown.escape(line));
        }
        if (part instanceof Drawing drawing) {
            return "```text\n" + text(drawing, 0).replace('`', '\'') + "```\n";
        }
        return Markdown.paragraph(((Lines) part).lines());
    }

    private static String html(Part part) {
        if (part instanceof Table<?> table) {
            return HtmlTable.of(table);
        }
        if (part instanceof Items items) {
            return "<h2>" + Html.escape(items.title()) + "</h2>\n<ul>\n"
                    + lines(items.items(), line -> "<li>" + Html.escape(line) + "</li>") + "</ul>\n";
        }
        if (part instanceof Drawing drawing) {
            return "<pre>" + lines(drawing.text().lines().toList(), Html::escape) + "</pre>\n";
        }
        return "<p>" + ((Lines) part).lines().stream().map(Html::escape).collect(Collectors.joining("<br>\n"))
                + "</p>\n";
    }

    /** All that it has for people, to be put into a page. */
    public String markup() {
        return written().map(Answer::html).collect(Collectors.joining());
    }

    private String page() {
        PageDocument page = new PageDocument(title).style("table.data .code { white-space: pre; }");
        page.body("<div class=\"sheet\">\n<h1>" + Html.escape(title) + "</h1>\n");
        written().forEach(part -> page.body(html(part)));
        page.body("</div>\n");
        return page.text();
    }

    private static String lines(List<String> lines, UnaryOperator<String> form) {
        return lines.stream().map(line -> form.apply(line) + "\n").collect(Collectors.joining());
    }
}
