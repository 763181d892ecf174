using System.Xml;
using System.Xml.Linq;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Soap;

/// <summary>Envelopes of SOAP, read and written.</summary>
internal static class SoapEnvelope
{
    public static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
    public static readonly XNamespace Name = "http://schemas.xmlsoap.org/soap/envelope/";
    static readonly XNamespace s_fault = "urn:fault.partner.soap.sforce.com";

    /// <summary>What was sent; null when it is no envelope.</summary>
    public static XElement? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new() { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root is { } root && root.Name == Name + "Envelope" ? root : null;
        }
        catch (XmlException)
        {
            // What is no XML is answered as what is no envelope.
            return null;
        }
    }

    /// <summary>The texts of all elements of a name, whatever its namespace.</summary>
    public static IReadOnlyList<string> Values(XElement within, string name) =>
        [.. within.Descendants().Where(one => one.Name.LocalName == name).Select(one => one.Value.Trim())];

    public static SalesforceAnswer Answer(XElement body) => Wrap(200, body);

    /// <summary>A fault of the caller's envelope, which has no code of the platform.</summary>
    public static SalesforceAnswer Fault(string text) => Wrap(500, FaultOf("soapenv:Client", text));

    /// <summary>A fault with a code of the platform.</summary>
    /// <param name="kind">The type of its detail: LoginFault.</param>
    /// <param name="code">The code.</param>
    /// <param name="text">What it says.</param>
    public static SalesforceAnswer Fault(string kind, string code, string text) => Wrap(500, FaultOf("sf:" + code, $"{code}: {text}",
        new XElement("detail", new XElement(s_fault + kind, new XAttribute(Instance + "type", "sf:" + kind),
            new XElement(s_fault + "exceptionCode", code), new XElement(s_fault + "exceptionMessage", text)))));

    static XElement FaultOf(string code, string text, params object[] more) => new(Name + "Fault",
        new XAttribute(XNamespace.Xmlns + "sf", s_fault.NamespaceName), new XElement("faultcode", code),
        new XElement("faultstring", text), more);

    static SalesforceAnswer Wrap(int status, XElement body)
    {
        var whole = new XElement(Name + "Envelope", new XAttribute(XNamespace.Xmlns + "soapenv", Name.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "xsi", Instance.NamespaceName), new XElement(Name + "Body", body));
        return SalesforceAnswer.Text(status, "text/xml;charset=utf-8",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + whole.ToString(SaveOptions.DisableFormatting));
    }
}
