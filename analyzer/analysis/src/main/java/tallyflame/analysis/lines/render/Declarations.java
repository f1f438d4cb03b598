package tallyflame.analysis.lines.render;

import java.util.regex.Pattern;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.source.SourceText;

/** Where a method is declared: class files only say where its code begins. */
final class Declarations {
    /** Parameters, annotations and {@code throws} of a declaration seldom take more lines. */
    private static final int FARTHEST = 25;

    private Declarations() {}

    /**
     * The line that declares a method, at or a little before its first line with code; that line itself where no
     * declaration is recognised (lambdas, static initialisers, fields of a constructor).
     *
     * @param floor a line that is not this method's; the declaration is behind it
     */
    static int line(MethodLines method, SourceText source, int floor) {
        int first = method.firstLine();
        String name = method.methodName();
        if (name.equals("<clinit>") || name.contains("$")) {
            return first;
        }
        if (name.equals("<init>")) {
            String className = method.className();
            name = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        }
        Pattern declaration = Pattern.compile("(^|[^\\w.$])" + Pattern.quote(name) + "\\s*(<[^(]*>)?\\s*\\(.*");
        for (int line = first; line > Math.max(floor, first - FARTHEST) && line >= 1; line--) {
            String text = source.line(line).strip();
            boolean comment = text.startsWith("*") || text.startsWith("//") || text.startsWith("/*");
            boolean statement =
                    text.startsWith("return ") || text.startsWith("throw ") || text.contains("= new " + name);
            if (!comment && !statement && declaration.matcher(text).find()) {
                return line;
            }
        }
        return first;
    }
}
