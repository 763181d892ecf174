using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Shop;

/// <summary><c>/connections</c>: shops and other systems that the account knows.</summary>
internal static class Connections
{
    public static readonly Resource Resource = new("connections", "connection", "Connection",
    [
        Text("service").Required("The connection service was not provided."),
        Text("externalid").Required("The connection externalid was not provided."),
        Text("name").Required("The connection name was not provided."),
        Flag("isInternal").ReadOnly().Echoed(), Text("connectionType", "ecommerce"), Flag("status", true), Flag("syncStatus"),
        Moment("sync_request_time").ReadOnly(), Moment("sync_start_time").ReadOnly(),
        Moment("lastSync").ReadOnly(), Text("logoUrl").Required("The connection logoUrl was not provided."),
        Text("linkUrl").Required("The connection linkUrl was not provided."), Number("listId", null).Echoed(),
        Created("cdate"), Updated("udate"), Moment("credentialExpiration").ReadOnly(), Moment("disconnectDate").ReadOnly(),
        Text("planTier", null),
        Links("options", "customers"), Id(), Computed("serviceName", Kind.Text, (_, row) => row.Text("service")),
    ])
    {
        IsCreateUnrecorded = true,
        WrittenMeta = WriteMeta,
        Deleted = () => Answer.Of(200, WriteMeta),
        Filters = [Filter.Equal("service"), Filter.Equal("externalid")],
        Check = Check,
        Saved = writing =>
        {
            if (writing.IsNew) writing.Echo["isInternal"] = 0L;
        },
        Cascades = [new("ecomCustomers", "connectionid"), new("ecomOrders", "connectionid")],
    };

    /// <summary>
    /// A run of 2025 shows that there is a <c>meta</c>, and not what is in it; this is what the deletion of many accounts says there.
    /// </summary>
    static void WriteMeta(PhpJson json) => json.Name("meta"u8).BeginObject().Name("success"u8).Bool(true).EndObject();

    static Answer? Check(Writing writing) =>
        writing.Store.Table(Resource).All.ToArray()
            .Any(
                other => other != writing.Row && other.Text("service") == writing.TextOf("service")
                    && other.Text("externalid") == writing.TextOf("externalid"))
            ? Errors.Attribute("The connection already exists in the system.", "duplicate", "externalid")
            : null;
}
