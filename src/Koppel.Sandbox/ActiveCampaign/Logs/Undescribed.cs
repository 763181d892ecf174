using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary>
/// Lists that no description has and clients read all the same. Their keys are those that a published extractor knows, in its spelling; who
/// writes their rows, the control door does.
/// </summary>
internal static class Undescribed
{
    public static readonly Resource[] All =
    [
        List("contactData", "contactDatum", "SubscriberDatum",
            Reference("contact"), Updated("tstamp"), Moment("geoTstamp"), Number("geoIp4"), Text("geoCountry2"), Text("geo_country"),
            Text("geoState"), Text("geoCity"), Text("geoZip"), Number("geoArea"),
            Text("geoLat", "0.000000"), Text("geoLon", "0.000000"), Text("geoTz"), Text("geoTzOffset", "0.00"), Text("ga_campaign_source"),
            Text("ga_campaign_name"), Text("ga_campaign_medium"),
            Text("ga_campaign_term"), Text("ga_campaign_content"), Text("ga_campaign_customsegment"), Text("ga_first_visit", null),
            Number("ga_times_visited"), Number("fb_id"), Text("fb_name"),
            Number("tw_id"), CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"), Number("created_by"),
            Number("updated_by"), Links(), Id()),
        List("contactEmails", "contactEmail", "SubscriberEmail",
            Number("messageid"), Number("seriesid"), Text("messageheader"), Number("userid", 1), Number("d_id"), Number("subscriberid"),
            Reference("account"), Text("ip"), Created("sdate"), Text("source"), Id(),
            Reference("user"), Reference("deal"), Reference("contact"), Reference("message")),
        List("goals", "goal", "Goal", Number("blockid"), Number("seriesid"), Text("name"), Created("cdate"), Flag("dirty_stats"), Id(),
            Reference("automation"), Reference("automation_block")),
        List("conversions", "conversion", "Conversion", Text("name"), Number("value"), Text("currency"), Number("limit"),
            Flag("enforcelimit"), Created("cdate"), Updated("udate"), Links(), Id()),
        List("conversionTriggers", "conversionTrigger", "ConversionTrigger",
            Reference("conversion"), Text("trigger_type"), Text("modifier"), Text("value"), Flag("dynamic"), Flag("retroactive"),
            Created("cdate"), Updated("udate"), Reference("automation_block"), Id()),
        List("contactConversions", "contactConversion", "SubscriberConversion",
            Reference("contact"), Reference("conversion"), Reference("conversion_trigger"), Text("converted_by_type"),
            Reference("converted_by_id"), Text("trigger_type"), Text("modifier"), Number("value"),
            Text("currency"), Flag("dynamic"), Created("cdate"), Id()),
        List("ecomOrderActivities", "ecomOrderActivity", "EcomOrderActivity",
            Number("orderid"), Number("connectionid"), Number("customerid"), Text("externalid"), Text("externalcheckoutid", null),
            Number("source"), Text("orderNumber"), Text("email"), Number("totalPrice"),
            Number("discountAmount"), Number("shippingAmount"), Number("taxAmount"), Number("totalProducts"), Text("currency"),
            Text("shippingMethod"), Text("storeName"), Text("logoUrl"), Text("orderUrl"), Number("state"),
            Moment("externalCreatedDate"), Moment("externalUpdatedDate"), Moment("abandonedDate"), Created("createdDate"),
            Updated("updatedDate"), Id(), Reference("connection"), Reference("order")),
        List("siteMessages", "siteMessage", "SiteMessage", Text("name"), Reference("automation"), Json("template"), Moment("ldate"), Id()),
        List("sms", "sms", "Sms",
            Number("userid", 1), Number("seriesid"), Text("msg"), Created("tstamp"), Text("tf_day"), Number("tf_hr_from"),
            Number("tf_hr_to"), Number("sent"), Number("failed"), Number("unsubscribes"),
            Number("replies"), Number("uniquereplies"), Moment("sdate"), Moment("ldate"), Id(), Reference("user"), Reference("automation")),
        List("contactLogs", "contactLog", "SubscriberLog", Reference("contact"), Created("tstamp"), Links(), Id()),
    ];

    static Resource List(string name, string one, string inner, params Column[] columns) =>
        new(name, one, inner, columns) { Verbs = Verbs.List | Verbs.One };
}
