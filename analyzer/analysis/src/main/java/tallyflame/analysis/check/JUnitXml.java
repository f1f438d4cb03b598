package tallyflame.analysis.check;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tallyflame.analysis.table.TerminalText;

/** Outcomes as the XML that test reports of continuous integration are made of: one test case for each budget. */
public final class JUnitXml {
    private JUnitXml() {}

    /**
     * The report.
     *
     * @param strict whether what is undecided is a failure; otherwise it is shown as skipped
     */
    public static String of(List<BudgetResult> outcomes, boolean strict) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "tallyflame check");
            xml.writeAttribute("tests", String.valueOf(outcomes.size()));
            xml.writeAttribute("failures", count(outcomes, strict, true));
            xml.writeAttribute("skipped", count(outcomes, strict, false));
            for (BudgetResult outcome : outcomes) {
                write(xml, outcome, strict);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // a string writer does not fail
        }
        return text + "\n";
    }

    private static String count(List<BudgetResult> outcomes, boolean strict, boolean failed) {
        return String.valueOf(outcomes.stream()
                .filter(outcome -> outcome.verdict() != Verdict.PASS && fails(outcome, strict) == failed)
                .count());
    }

    private static boolean fails(BudgetResult outcome, boolean strict) {
        return outcome.verdict() == Verdict.FAIL || (strict && outcome.verdict() == Verdict.UNDECIDED);
    }

    private static void write(XMLStreamWriter xml, BudgetResult outcome, boolean strict) throws XMLStreamException {
        xml.writeStartElement("testcase");
        // Control characters, which XML cannot hold, are shown as symbols.
        xml.writeAttribute("name", TerminalText.clean(outcome.id()));
        xml.writeAttribute("classname", "budget." + outcome.what().label());
        xml.writeAttribute("file", TerminalText.clean(outcome.file()));
        xml.writeAttribute("line", String.valueOf(outcome.line()));
        if (outcome.verdict() != Verdict.PASS) {
            xml.writeStartElement(fails(outcome, strict) ? "failure" : "skipped");
            xml.writeAttribute("message", TerminalText.clean(outcome.message()));
            xml.writeCharacters(TerminalText.clean(outcome.file() + ":" + outcome.line()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
