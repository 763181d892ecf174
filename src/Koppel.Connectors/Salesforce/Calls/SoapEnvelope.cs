using System.Text;
using System.Xml;
using System.Xml.Linq;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>
/// The one call of the SOAP API that REST has not: bringing rows back from the recycle bin. Source: Salesforce's pages on
/// <c>undelete()</c> and on faults of the partner WSDL.
/// </summary>
internal static class SoapEnvelope
{
    const string SessionHeader = "Authorization", Scheme = "Bearer ";

    static readonly XNamespace s_envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    static readonly XNamespace s_partner = "urn:partner.soap.sforce.com";

    /// <summary>The body of the call. SOAP wants the token in it, and knows no header for it.</summary>
    /// <param name="headers">The headers of the credential.</param>
    /// <param name="ids">The rows.</param>
    public static ReadOnlyMemory<byte> Undelete(IReadOnlyDictionary<string, string> headers, IEnumerable<string> ids)
    {
        var token = headers.TryGetValue(SessionHeader, out var value) && value.StartsWith(Scheme, StringComparison.Ordinal)
            ? value[Scheme.Length..] : "";
        var envelope = new XElement(s_envelope + "Envelope",
            new XElement(s_envelope + "Header", new XElement(s_partner + "SessionHeader", new XElement(s_partner + "sessionId", token))),
            new XElement(s_envelope + "Body",
                new XElement(s_partner + "undelete", ids.Select(id => new XElement(s_partner + "ids", id)))));
        return Encoding.UTF8.GetBytes(envelope.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>What the status of an answer would be in REST: SOAP gives 500 with every fault, and says in the body which it is.</summary>
    public static int StatusOf(RestResponse response) => response.Status != 500 || Read(response).Fault is not { } fault ? response.Status
        : fault.Code switch
        {
            "INVALID_SESSION_ID" => 401,
            "SERVER_UNAVAILABLE" or "UNKNOWN_EXCEPTION" => 500,
            _ => 400,
        };

    /// <summary>
    /// What became of each row, in the order of the call, null for one that is back; or why nothing was done. Neither when the body is no
    /// such answer.
    /// </summary>
    public static (IReadOnlyList<RowFault?> Results, RowFault? Fault) Read(RestResponse response)
    {
        if (Body(response) is not { } body) return ([], null);
        if (body.Element(s_envelope + "Fault") is { } fault)
            return ([], new RowFault(
                Text(fault, "faultcode").Split(':')[^1], Text(fault, "faultstring"), ""));
        var results = body.Element(s_partner + "undeleteResponse")?.Elements(s_partner + "result") ?? [];
        return ([.. results.Select(Fault)], null);
    }

    static RowFault? Fault(XElement result) => Text(result, s_partner + "success") == "true" ? null
        : result.Element(s_partner + "errors") is not { } errors ? new RowFault("UNKNOWN_EXCEPTION", "no reason is given", "")
        : new RowFault(Text(errors, s_partner + "statusCode"), Text(errors, s_partner + "message"), "");

    static string Text(XElement of, XName name) => of.Element(name)?.Value.Trim() ?? "";

    static XElement? Body(RestResponse response)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(response.Body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader).Element(s_envelope + "Body");
        }
        catch (XmlException)
        {
            return null; // Whoever asked tells that the answer is none.
        }
    }
}
