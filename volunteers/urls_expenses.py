"""Addresses of expenses: for who asks, for who decides and pays."""

from django.urls import path

from .views import expense_decisions, expense_desk, expenses

DESK = "volontariato/coordinamento/rimborsi/"

urlpatterns = [
    path("volontariato/rimborsi/", expenses.expenses, name="expenses"),
    path("volontariato/rimborsi/nuovo/", expenses.expense_new, name="expense_new"),
    path("volontariato/rimborsi/<uuid:pk>/ritira/", expenses.expense_withdraw, name="expense_withdraw"),
    path("volontariato/rimborsi/<uuid:pk>/ricevuta/", expenses.expense_receipt, name="expense_receipt"),
    path(DESK, expense_desk.expense_desk, name="expense_desk"),
    path(f"{DESK}pagati/", expense_desk.expense_pay, name="expense_pay"),
    path(f"{DESK}foglio/", expense_desk.expense_sheet, name="expense_sheet"),
    path(f"{DESK}per/", expense_desk.expense_for_whom, name="expense_for_whom"),
    path(f"{DESK}per/<uuid:pk>/", expense_desk.expense_for, name="expense_for"),
    path(f"{DESK}delibere/", expense_decisions.expense_decisions, name="expense_decisions"),
    path(f"{DESK}delibere/nuova/", expense_decisions.expense_decision_new, name="expense_decision_new"),
    path(
        f"{DESK}delibere/<int:pk>/fine/", expense_decisions.expense_decision_end, name="expense_decision_end"
    ),
    path(
        f"{DESK}delibere/<int:pk>/testo/",
        expense_decisions.expense_decision_text,
        name="expense_decision_text",
    ),
    path(f"{DESK}<uuid:pk>/", expense_desk.expense_claim, name="expense_claim"),
]
