package tallyflame.modules.generate;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The native schema of ZTF alerts in Parquet: the fields that science modules read, in their native types. */
final class ZtfSchema {
    static final MessageType MESSAGE = MessageTypeParser.parseMessageType(
            """
            message ztf_alert {
              optional binary schemavsn (STRING);
              optional binary publisher (STRING);
              optional binary objectId (STRING);
              optional int64 candid;
              optional group candidate {
                required double jd;
                required int32 fid;
                required int64 pid;
                optional float diffmaglim;
                required int32 programid;
                required int64 candid;
                required binary isdiffpos (STRING);
                optional int32 nid;
                optional int32 rcid;
                optional int32 field;
                required double ra;
                required double dec;
                required float magpsf;
                required float sigmapsf;
                optional float distnr;
                optional float magnr;
                optional float sigmagnr;
                optional float fwhm;
                optional float rb;
                optional float ssdistnr;
                optional float ssmagnr;
                optional binary ssnamenr (STRING);
                optional float sgscore1;
                optional float distpsnr1;
                required int32 ndethist;
                required int32 ncovhist;
                optional double jdstarthist;
                optional double jdendhist;
                optional float exptime;
                optional float drb;
              }
              optional group prv_candidates (LIST) {
                repeated group list {
                  required group element {
                    required double jd;
                    required int32 fid;
                    required int64 pid;
                    optional float diffmaglim;
                    required int32 programid;
                    optional int64 candid;
                    optional binary isdiffpos (STRING);
                    optional int32 nid;
                    optional int32 rcid;
                    optional int32 field;
                    optional double ra;
                    optional double dec;
                    optional float magpsf;
                    optional float sigmapsf;
                    optional float distnr;
                    optional float magnr;
                    optional float sigmagnr;
                    optional float rb;
                    optional float ssdistnr;
                  }
                }
              }
              optional group cutoutScience {
                required binary fileName (STRING);
                required binary stampData;
              }
              optional group cutoutTemplate {
                required binary fileName (STRING);
                required binary stampData;
              }
              optional group cutoutDifference {
                required binary fileName (STRING);
                required binary stampData;
              }
            }
            """);

    private ZtfSchema() {}
}
