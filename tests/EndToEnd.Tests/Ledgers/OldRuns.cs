namespace Koppel.EndToEnd.Tests.Ledgers;

/// <summary>The runs of which ledgers were kept: one for each kind of load and of call.</summary>
static class OldRuns
{
    /// <summary>What was there before; loaded by runs of a ledger that was not kept.</summary>
    public const string Before = """
        insert into accounts@ac (name, accountUrl) select 'Old ' || i, 'http://old' from range(1, 9) r(i);
        insert into accounts@ac (name) select 'Leaving ' || i from range(1, 6) r(i);
        insert into tags@ac (tag, tagType) select 'Gone ' || i, 'contact' from range(1, 7) r(i);
        insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Delft' from contacts@ac where id between 11 and 60;
        insert into AccountsWithFields@ac (name, SIZE) select 'Old ' || i, 'small' from range(4, 9) r(i)
        """;

    /// <summary>A run that came to its end, and whose undoing did not.</summary>
    public const string ToUndo = "insert into ContactTagsByEmail@ac select email, 'Undone' from contacts@ac where id between 401 and 412";

    /// <summary>What the runs changed, as the ledger tells it.</summary>
    public const string Changes = "select run, statement, \"row\", target, operation, old, new, status from changes@koppel order by all";

    /// <summary>All of them, in their order.</summary>
    public static readonly IReadOnlyList<OldRun> All =
    [
        new("tags by imports", 2, """
            insert into ContactTagsByEmail@ac select email, 'Imported' from contacts@ac where id <= 510
            """)
        {
            Books = "510,510,0,0,0",
            Check = "select count(*) from ContactTagsByEmail@ac where tag = 'Imported'",
            Shows = "490",
            Undone = "0",
        },
        new("tags one by one", 3, """
            insert into contactTags@ac (contact, tag) select c.id, t.id from contacts@ac c, tags@ac t where c.id between 521 and 528 and
            t.tag = 'Test'
            """)
        {
            Books = "8,8,0,0,0",
            Check = "select count(*) from ContactTagsByEmail@ac where tag = 'Test'",
            Shows = "28",
            Undone = "20",
        },
        new("contacts by imports", 1, """
            insert into contacts@ac (email, firstName, phone) select email, 'Frits', '+31' || id from contacts@ac where id <= 270 union
            all select 'fresh' || i || '@example.org', 'Frits', '1' from range(5) r(i) union all values ('no address', 'Frits', '2')
            """)
        {
            Books = "276,275,0,1,0",
            Check = "select count(*), count(distinct phone) from contacts@ac where firstName = 'Frits'",
            Shows = "275,271",
            Undone = "5,1",
        },
        new("contacts one by one", 2, """
            insert into contacts@ac (email, phone) select email, '555' from contacts@ac where id between 531 and 536
            """)
        {
            Books = "6,6,0,0,0",
            Check = "select count(*) from contacts@ac where phone = '555'",
            Shows = "6",
            Undone = "0",
        },
        new("contacts by their keys", 2, """
            update contacts@ac set phone = '777' where id between 541 and 546
            """)
        {
            Books = "6,6,0,0,0",
            Check = "select count(*) from contacts@ac where phone = '777'",
            Shows = "6",
            Undone = "0",
        },
        new("whole contacts", 0, """
            insert into ContactsWithFields@ac (email, firstName, PLAATS, KLEUR, tags, lists, account)
            select 'whole' || i || '@example.org', 'Whole', 'Breda', 'Rood', ['Whole', 'Test'], ['Nieuws'], 'Old 1' from range(20) r(i)
            union all
            select email, null, '', 'Blauw', ['Whole'], null, null from contacts@ac where id between 11 and 20
            """)
        {
            Books = "30,30,0,0,0",
            Check = "select count(*), count(PLAATS), count(account), count(*) filter (where KLEUR = 'Blauw') from "
                + "ContactsWithFields@ac where list_contains(tags, 'Whole')",
            Shows = "30,20,20,10",
            Undone = "20,20,20,0",
        },
        new("whole contacts updated", 3, """
            update ContactsWithFields@ac set tags = ['Updated'], lists = ['Acties'], PLAATS = 'Zwolle' where id between 21 and 40
            """)
        {
            Books = "20,20,0,0,0",
            Check = "select count(*), count(*) filter (where len(tags) = 1 and lists = ['Acties']) from ContactsWithFields@ac "
                + "where PLAATS = 'Zwolle'",
            Shows = "20,20",
            Undone = "0,0",
        },
        new("members of a list by imports", -1, """
            insert into ContactListsByEmail@ac select email, 'Nieuws', 'active' from contacts@ac where id between 51 and 70
            """)
        {
            Books = "20,20,0,0,0",
            Check = "select status, count(*) from ContactListsByEmail@ac where list = 'Nieuws' group by all order by all",
            Shows = "active,40",
            Undone = "active,20 unsubscribed,20",
        },
        new("members of a list one by one", 2, """
            insert into ContactListsByEmail@ac select email, 'Acties', 'unsubscribed' from contacts@ac where id between 51 and 56
            """)
        {
            Books = "6,6,0,0,0",
            Check = "select status, count(*) from ContactListsByEmail@ac where list = 'Acties' group by all order by all",
            Shows = "active,20 unsubscribed,6",
            Undone = "unsubscribed,26",
        },
        new("accounts of contacts", 4, """
            insert into AccountContactsByName@ac (email, account, jobTitle) select email, 'Old 2', 'CEO' from contacts@ac where id between
            71 and 85
            """)
        {
            Books = "15,15,0,0,0",
            Check = "select jobTitle, count(*) from AccountContactsByName@ac where account = 'Old 2' group by all order by all",
            Shows = "CEO,15",
            Undone = "",
        },
        new("values of fields", 0, """
            insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Breda' from contacts@ac where id between 91 and 110
            """)
        {
            Books = "20,20,0,0,0",
            Check = "select value, count(*) from FieldValuesByEmail@ac where field = 'PLAATS' and value in ('Breda', 'Delft') "
                + "group by all order by all",
            Shows = "Breda,40 Delft,20",
            Undone = "Breda,20 Delft,50",
        },
        new("tags taken from contacts", 3, """
            delete from ContactTagsByEmail@ac where tag = 'Customer' and email in (select email from contacts@ac where id <= 60)
            """)
        {
            Books = "25,25,0,0,0",
            Check = "select count(*) from contactTags@ac l join tags@ac t on t.id = l.tag where t.tag = 'Customer' and l.contact <= 60",
            Shows = "0",
            Undone = "25",
        },
        new("rows inserted", 5, """
            insert into tags@ac (tag, tagType) select 'Declared ' || i, 'contact' from range(12) r(i)
            """)
        {
            Books = "12,12,0,0,0",
            Check = "select count(*), count(distinct tag) from tags@ac where tag like 'Declared %'",
            Shows = "12,12",
            Undone = "12,12",
        },
        new("rows updated", 2, """
            update accounts@ac set accountUrl = 'http://new' where name like 'Old %'
            """)
        {
            Books = "8,8,0,0,0",
            Check = "select accountUrl, count(*) from accounts@ac where name like 'Old %' group by all order by all",
            Shows = "http://bare,3 http://changed,1 http://m,3 http://merged,5",
            Undone = "http://m,2 http://old,8 http://sync,2",
        },
        new("rows deleted", 2, """
            delete from tags@ac where tag like 'Gone %'
            """)
        {
            Books = "6,6,0,0,0",
            Check = "select count(*) from tags@ac where tag like 'Gone %'",
            Shows = "0",
            Undone = "0",
        },
        new("rows deleted many a call", 0, """
            delete from accounts@ac where name like 'Leaving %'
            """)
        {
            Books = "5,5,0,0,0",
            Check = "select count(*) from accounts@ac where name like 'Leaving %'",
            Shows = "0",
            Undone = "0",
        },
        new("rows inserted many a call", 0, """
            insert into accountCustomFieldData@ac (customerAccountId, customFieldId, fieldValue)
            select a.id, m.id, '"far"' from accounts@ac a, accountCustomFieldMeta@ac m where a.name like 'Old %' and m.fieldLabel =
            'REGION'
            """)
        {
            Books = "8,8,0,0,0",
            Check = "select REGION, count(*) from AccountsWithFields@ac where name like 'Old %' group by all order by all",
            Shows = "near,8 ,4",
            Undone = ",12",
        },
        new("rows updated many a call", 0, """
            update accountCustomFieldData@ac set fieldValue = '"near"' where customFieldId in
                (select id from accountCustomFieldMeta@ac where fieldLabel = 'REGION')
            """)
        {
            Books = "8,8,0,0,0",
            Check = "select REGION, count(*) from AccountsWithFields@ac where name like 'Old %' group by all order by all",
            Shows = "near,8 ,4",
            Undone = ",12",
        },
        new("accounts with fields", 2, """
            insert into AccountsWithFields@ac (name, accountUrl, SIZE) values
                ('Made 1', 'http://m1', 'big'), ('Made 2', 'http://m2', 'big'), ('Made 3', 'http://m3', 'big'),
                ('Old 1', 'http://changed', 'big'), ('Old 2', 'http://changed', 'big'), ('Old 3', 'http://new', 'big'), ('Old 4', null,
            'big')
            """)
        {
            Books = "7,7,0,0,0",
            Check = "select name, accountUrl, SIZE from AccountsWithFields@ac where SIZE = 'big' order by name",
            Shows = "Made 1,http://m1,big Made 2,http://m2,big Made 3,http://m3,big",
            Undone = "Made 1,http://m1,big Made 2,http://m2,big Made 3,http://m3,big",
        },
        new("fields of accounts", 0, """
            update AccountsWithFields@ac set SIZE = 'huge' where name like 'Old %'
            """)
        {
            Books = "8,7,0,1,0",
            Check = "select SIZE, count(*) from AccountsWithFields@ac where name like 'Old %' group by all order by all",
            Shows = "huge,1 ,11",
            Undone = "small,5 ,7",
        },
        new("fields of accounts emptied", 3, """
            update AccountsWithFields@ac set SIZE = '', accountUrl = 'http://bare' where name like 'Old %'
            """)
        {
            Books = "8,8,0,0,0",
            Check = "select SIZE, accountUrl, count(*) from AccountsWithFields@ac where name like 'Old %' group by all order by all",
            Shows = "huge,http://changed,1 ,http://bare,3 ,http://m,3 ,http://merged,5",
            Undone = "small,http://old,5 ,http://m,2 ,http://old,3 ,http://sync,2",
        },
        new("synchronize", 2, """
            synchronize (select 'Old ' || i as name, 'http://sync' as accountUrl from range(6, 11) r(i)) to accounts@ac
            with insert or update identified by name
            """)
        {
            Books = "5,5,0,0,0",
            Check = "select name, accountUrl from accounts@ac where accountUrl = 'http://sync' order by name",
            Shows = "",
            Undone = "Old 10,http://sync Old 9,http://sync",
        },
        new("merge", 3, """
            merge into accounts@ac a using (select 'Old ' || i as name from range(5, 13) r(i)) s on a.name = s.name
            when matched then update set accountUrl = 'http://merged' when not matched then insert (name, accountUrl) values (s.name,
            'http://m')
            """)
        {
            Books = "8,8,0,0,0",
            Check = "select accountUrl, count(*) from accounts@ac where name like 'Old %' group by all order by all",
            Shows = "http://bare,3 http://changed,1 http://m,3 http://merged,5",
            Undone = "http://m,2 http://old,8 http://sync,2",
        },
    ];
}
