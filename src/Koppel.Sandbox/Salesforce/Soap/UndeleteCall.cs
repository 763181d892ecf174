using System.Xml.Linq;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Soap;

/// <summary>Taking records out of the recycle bin: the one thing that the platform can do with records and REST cannot.</summary>
internal sealed class UndeleteCall(OrgData org, RecordWriter writer)
{
    public SalesforceAnswer Answer(XElement work, XNamespace space)
    {
        var ids = SoapEnvelope.Values(work, "ids");
        if (ids.Count is 0 or > RecordBatch.Most)
            return SoapEnvelope.Fault(
                "ApiFault", "EXCEEDED_ID_LIMIT", $"undelete takes from 1 to {RecordBatch.Most} ids, and got {ids.Count}.");
        var outcomes = org.Use(() => ids.Select(id => Result(id, writer.Undelete(id), space)).ToArray());
        return SoapEnvelope.Answer(new XElement(space + "undeleteResponse", outcomes.Cast<object>().ToArray()));
    }

    static XElement Result(string id, Outcome outcome, XNamespace space) => outcome.Fault is { } fault
        ? new(space + "result",
            new XElement(space + "errors", new XElement(space + "message", fault.Message),
                new XElement(space + "statusCode", fault.Code)),
            new XElement(space + "id", new XAttribute(SoapEnvelope.Instance + "nil", "true")), new XElement(space + "success", "false"))
        : new(space + "result", new XElement(space + "id", id), new XElement(space + "success", "true"));
}
