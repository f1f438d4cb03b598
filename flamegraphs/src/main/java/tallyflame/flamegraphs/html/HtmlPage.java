package tallyflame.flamegraphs.html;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.page.PageDocument;

/** Writes profiles as one HTML file with everything in it: the viewer over the whole window. */
public final class HtmlPage {
    private final PageOptions options;

    /** @param options what the page shows */
    public HtmlPage(PageOptions options) {
        this.options = options;
    }

    /**
     * Writes a page in which one can switch between the profiles; the first is shown first. The stream is flushed and stays
     * open.
     *
     * @throws IllegalArgumentException if there is no profile
     */
    public void write(List<Profile> profiles, OutputStream out) throws IOException {
        write(FlameGraph.of(options, profiles), out);
    }

    /**
     * Writes a page that shows two profiles as one graph, coloured by what changed. The stream is flushed and stays open.
     */
    public void writeDiff(Profile before, Profile after, DiffOptions diff, OutputStream out) throws IOException {
        write(FlameGraph.ofDiff(options, before, after, diff), out);
    }

    private void write(FlameGraph graph, OutputStream out) throws IOException {
        PageDocument page = new PageDocument(options.title());
        graph.fill(page);
        page.write(out);
    }
}
