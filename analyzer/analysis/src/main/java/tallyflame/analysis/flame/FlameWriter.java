package tallyflame.analysis.flame;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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

/** Writes profiles to a file: under a temporary name next to it, which is renamed when all is written. */
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
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".tallyflame-", format.suffix());
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                write(profiles, format, out);
            }
            readableByAll(temporary);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return Files.size(file);
    }

    /** A temporary file is made for its owner only; the result is a file like any other. */
    private static void readableByAll(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
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
