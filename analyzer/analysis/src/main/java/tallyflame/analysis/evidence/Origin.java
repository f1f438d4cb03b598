package tallyflame.analysis.evidence;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tallyflame.runs.RunDirectory;

/**
 * One thing that was named, or that lay in a folder that was named.
 *
 * @param path a run directory or a file
 * @param run what the run directory says of itself; empty for a file, and for a run that lost its {@code run.json}
 * @param jvms all JVMs that it tells of, whatever pass they are of
 */
record Origin(Path path, Optional<RunDirectory> run, List<Jvm> jvms) {}
