// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"
#include "app/engine/plugincatalog.h"
#include "app/pricing/cost.h"
#include "app/pricing/priceimport.h"
#include "app/store/pricestore.h"

#include <QMutex>
#include <QSet>

#include <memory>

namespace evenhand {

class Workspace;

// The book that comes with the program, with the layers of a workspace before it.
Result<PriceBook> priceBook(Database &db);

// What has to be known to price a model at a channel. The plugin's description says by which list the channel is billed.
// saidTier: the tier of service that an answer names, in the provider's words; empty: it names none.
PriceQuery priceQuery(const PluginInfo &plugin, const Channel &channel, const QString &model,
                      const QString &saidTier = {});

// A row that a stored cost names.
Result<PriceRow> priceRow(Database &db, const QString &id);

// What one request of an attempt cost, and what it was priced with.
struct PricedRequest
{
    Cost cost;
    PriceFinding finding;

    bool operator==(const PricedRequest &) const = default;
};

// Prices what is sent in a workspace. Lives in the thread that opened it.
class Pricing
{
public:
    Pricing(Workspace &workspace, const PluginCatalog &plugins);
    ~Pricing(); // tries once more to keep rows that could not be kept
    Q_DISABLE_COPY_MOVE(Pricing)

    // The book is read from the workspace when it is first asked for.
    const PriceBook &book();

    PriceFinding find(const Channel &channel, const QString &model, const QDateTime &moment);
    // Of requests that belong together, each priced by itself: by its own size, and by the tier that its answer names. The
    // rows that are named are in the workspace from now on.
    AttemptCost cost(const RunTarget &target, const QList<BilledRequest> &requests, const QDateTime &moment);
    // How the stored cost of an attempt came about, request by request, with the rows that it names, whatever holds now.
    Result<QList<PricedRequest>> why(const RunTarget &target, const Attempt &attempt);

    // Keeps rows as a layer of their own. An earlier file of the same kind ends with it; of one's own prices, an earlier
    // file of the same name. What was priced before stays as it is.
    Result<void> import(const PriceImport &import, const QString &name, const QString &kind);
    // Takes imported prices out of use, or into use again, in the place of others as with an import. Their rows stay.
    Result<void> setUsed(const StoredPriceLayer &layer, bool used);

private:
    PriceQuery query(const Channel &channel, const QString &model, const QString &saidTier = {}) const;
    const PriceOffers &offers(const PriceQuery &query);
    // Rows that costs name and the workspace has not taken, on a full disk for one.
    struct Unkept
    {
        QMutex mutex; // the writer adds to them
        QList<StoredPriceRow> rows;
    };
    void keep(const StoredPriceRow &row);
    void keepAgain();
    void forget(); // what was read of the workspace's layers

    Workspace &m_workspace;
    const PluginCatalog &m_plugins;
    std::optional<PriceBook> m_book;
    QList<std::pair<PriceQuery, PriceOffers>> m_offers; // few: one for each target that was priced
    QSet<QString> m_kept;
    const std::shared_ptr<Unkept> m_unkept = std::make_shared<Unkept>();
};

} // namespace evenhand
