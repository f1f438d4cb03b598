package tallyflame.analysis.flame;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.collapsed.CollapsedWriter;
import tallyflame.flamegraphs.firefox.FirefoxWriter;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;
import tallyflame.flamegraphs.html.HtmlPage;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.flamegraphs.pprof.PprofWriter;
import tallyflame.flamegraphs.speedscope.SpeedscopeWriter;
import tallyflame.flamegraphs.svg.SvgWriter;
import tallyflame.runs.AtomicFiles;

/** Writes profiles to a file, which is whole or not there. */
public final class FlameWriter {
    private static final int SVG_WIDTH = 1200;

    private final PageOptions options;

    /** @param options title, folding and exact counts */
    public FlameWriter(PageOptions options) {
        this.options = options;
    }

    /**
     * Writes a file; formats that hold one event get the first profile.
     *
     * @return size of the file in bytes
     */
    public long write(List<Profile> profiles, FlameFormat format, Path file) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                write(profiles, format, out);
            }
        });
        return Files.size(file);
    }

    private void write(List<Profile> profiles, FlameFormat format, OutputStream out) throws IOException {
        Profile first = profiles.get(0);
        switch (format) {
            case HTML -> new HtmlPage(options).write(profiles, out);
            case SVG -> new SvgWriter(options.title(), first.unit(), SVG_WIDTH).write(tree(first), out);
            case COLLAPSED -> new CollapsedWriter(false).write(tree(first), out);
            case PPROF -> new PprofWriter().write(profiles, out);
            case SPEEDSCOPE -> new SpeedscopeWriter(options.title(), options.graph()).write(profiles, out);
            case FIREFOX -> new FirefoxWriter(options.title()).write(profiles, out);
        }
    }

    private GraphTree tree(Profile profile) {
        return GraphTree.of(profile.tree(), new Labels(), options.graph());
    }
}
