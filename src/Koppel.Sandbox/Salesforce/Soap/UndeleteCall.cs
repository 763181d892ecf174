using System.Xml;
using System.Xml.Linq;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.SignIn;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Soap;

/// <summary>
/// Taking records out of the recycle bin: the one thing that the platform can do and REST cannot, so that of its SOAP API this call is
/// here.
/// </summary>
internal sealed class UndeleteCall(OrgData org, RecordWriter writer, Sessions sessions, Allowance allowance)
{
    static readonly XNamespace s_envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    static readonly XNamespace s_partner = "urn:partner.soap.sforce.com";
    static readonly XNamespace s_instance = "http://www.w3.org/2001/XMLSchema-instance";

    public SalesforceRoute Route => new("POST", "/services/Soap/u/{version}", Answer);

    SalesforceAnswer Answer(SalesforceCall call)
    {
        if (Read(call) is not { } envelope) return Fault("soapenv:Client", "The body is no envelope of SOAP.");
        if (Values(envelope, "sessionId") is not [var session] || !sessions.Use(session))
            return Fault("sf:INVALID_SESSION_ID", "INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session");
        if (!allowance.TryTake()) return Fault("sf:REQUEST_LIMIT_EXCEEDED", "REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.");
        var work = envelope.Element(s_envelope + "Body")?.Elements().FirstOrDefault();
        if (work?.Name.LocalName != "undelete")
            return Fault("soapenv:Client",
                $"The sandbox serves no {work?.Name.LocalName ?? "empty call"} over SOAP, undelete alone. Use REST.");
        var ids = Values(work, "ids");
        if (ids.Count is 0 or > RecordBatch.Most)
            return Fault("sf:EXCEEDED_ID_LIMIT",
                $"EXCEEDED_ID_LIMIT: undelete takes from 1 to {RecordBatch.Most} ids, and got {ids.Count}.");
        var outcomes = org.Use(() => ids.Select(id => Result(id, writer.Undelete(id))).ToArray());
        return Envelope(200, new XElement(s_partner + "undeleteResponse", outcomes.Cast<object>().ToArray()));
    }

    static XElement Result(string id, Outcome outcome) => outcome.Fault is { } fault
        ? new(s_partner + "result",
            new XElement(s_partner + "errors", new XElement(s_partner + "message", fault.Message),
                new XElement(s_partner + "statusCode", fault.Code)),
            new XElement(s_partner + "id", new XAttribute(s_instance + "nil", "true")), new XElement(s_partner + "success", "false"))
        : new(s_partner + "result", new XElement(s_partner + "id", id), new XElement(s_partner + "success", "true"));

    static XElement? Read(SalesforceCall call)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(call.Body.ToArray()), new() { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root is { } root && root.Name == s_envelope + "Envelope" ? root : null;
        }
        catch (XmlException)
        {
            // What is no XML is answered as what is no envelope.
            return null;
        }
    }

    static IReadOnlyList<string> Values(XElement within, string name) =>
        [.. within.Descendants().Where(one => one.Name.LocalName == name).Select(one => one.Value.Trim())];

    static SalesforceAnswer Fault(string code, string text) => Envelope(500, new XElement(s_envelope + "Fault",
        new XAttribute(XNamespace.Xmlns + "sf", "urn:fault.partner.soap.sforce.com"), new XElement("faultcode", code),
        new XElement("faultstring", text)));

    static SalesforceAnswer Envelope(int status, XElement body)
    {
        var whole = new XElement(s_envelope + "Envelope", new XAttribute(XNamespace.Xmlns + "soapenv", s_envelope.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "xsi", s_instance.NamespaceName), new XElement(s_envelope + "Body", body));
        return SalesforceAnswer.Text(status, "text/xml;charset=utf-8",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + whole.ToString(SaveOptions.DisableFormatting));
    }
}
